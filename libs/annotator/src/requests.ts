import type { ResultFormat } from './result-format.js';

/** A file that a client sent, where it lies now. */
export interface ImageFile {
  readonly path: string;
  /** What the client calls it, never a path: errors name the file so, and names order the channels of an image. */
  readonly name: string;
}

/** Which model to run: its folder names one revision, so a running request finishes on what it started with. */
export interface ModelReference {
  readonly name: string;
  readonly revision: string;
  readonly folder: string;
}

/** Segment one volume with one model; no clicks. */
export interface SegmentationRequest {
  readonly kind: 'segmentation';
  readonly model: ModelReference;
  /** One image: a file, a header and its voxels, an archive, or a file for each channel. */
  readonly images: readonly ImageFile[];
  readonly result: ResultFormat;
  /** An existing folder that belongs to this request alone; the result file is written into it. */
  readonly resultFolder: string;
}

/** Everything an Annotator can be asked. */
export type AnnotationRequest = SegmentationRequest;
