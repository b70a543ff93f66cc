export { decodeAnnotationQuery, type AnnotationQuery } from './annotation-query.js';
export { asciiJson } from './ascii-json.js';
export { encodeFault } from './error-body.js';
export { statusOf, type FaultStatus } from './error-status.js';
export {
  MalformedRequest,
  MethodNotAllowed,
  RequestTimeout,
  RouteNotFound,
  SessionGone,
  Stopping,
} from './errors/index.js';
export { imageName, isFilePart, noFile, type FormPart } from './image-part.js';
export { decodeModelQuery, encodeModel, matchModels, type ModelQuery } from './model-list.js';
export { multipartContentType } from './multipart-content-type.js';
export { decodeOutput, type Output } from './output.js';
export { decodeResultFormat } from './params/result-format.js';
export { queryText, type Query } from './query.js';
export { decodeParamsText, type Params } from './relaxed-json.js';
export { layOutReply, replyLength, type ReplyLayout, type ReplyParts } from './reply-layout.js';
export { encodeSegmentation } from './segmentation-reply.js';
