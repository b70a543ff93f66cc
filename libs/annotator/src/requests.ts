/** A file that a client sent, where it lies now. Only the suffix of `name`, the client's own, carries meaning. */
export interface ImageFile {
  readonly path: string;
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
  readonly image: ImageFile;
  /** An existing folder that belongs to this request alone; the result file is written into it. */
  readonly resultFolder: string;
}

/** Everything an Annotator can be asked. */
export type AnnotationRequest = SegmentationRequest;
