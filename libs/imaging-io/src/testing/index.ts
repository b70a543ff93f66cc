export { niftiBytes, type NiftiFields } from './nifti-bytes.js';
