export { makeAnnotator, type AnnotatorOptions } from './annotator-in-process.js';
