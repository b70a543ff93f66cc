import type { AnnotationRequest, ImageFile } from '../requests.js';

/** The files that a request brings; none for a fetch or a proof, or where there is no request. */
export const imagesOf = (request: AnnotationRequest | undefined): readonly ImageFile[] =>
  request !== undefined && 'images' in request ? request.images : [];
