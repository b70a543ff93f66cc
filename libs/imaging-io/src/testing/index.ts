export { niftiBytes, type NiftiFields } from './nifti-bytes.js';
export { pngBytes, pngOfChunks, type PngChunkFields, type PngFields } from './png-bytes.js';
export { nrrdBytes, type NrrdParts } from './nrrd-bytes.js';
export { metaImageBytes } from './metaimage-bytes.js';
export { zipArchive, type ZipEntry } from './zip-archive.js';
export { randomNumbers } from './random-numbers.js';
export { dicomBytes, type DicomElement, type DicomEncoding, type DicomValue } from './dicom-bytes.js';
export { dicomSeries, enhancedDicom, type DicomFile, type DicomSeriesFields } from './dicom-series.js';
