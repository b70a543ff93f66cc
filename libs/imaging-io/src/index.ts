export { sniffFormat, type FileFormat } from './sniff-format.js';
export { DEFAULT_LIMITS, type ReadLimits } from './read-limits.js';
export { readImage, type Image, type ImageFile, type ReadOptions } from './read-image.js';
export { writeNifti, type WriteOptions } from './nifti/write-nifti.js';
export type { NiftiGeometry, SformRows } from './nifti/nifti-geometry.js';
