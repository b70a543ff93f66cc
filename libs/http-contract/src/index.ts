export { decodeAnnotationQuery, type AnnotationQuery } from './annotation-query.js';
export { asciiJson } from './ascii-json.js';
export { encodeClassification } from './classification-reply.js';
export { encodeFault } from './error-body.js';
export { statusOf, type FaultStatus } from './error-status.js';
export {
  AdminForbidden,
  MalformedRequest,
  MethodNotAllowed,
  RequestTimeout,
  RouteNotFound,
  SessionNotFound,
  Stopping,
} from './errors/index.js';
export { imageName, isFilePart, noFile, type FormPart } from './image-part.js';
export { encodeMask } from './mask-reply.js';
export { assertNoDownload } from './model-download.js';
export { decodeModelQuery, encodeModel, matchModels, type ModelQuery } from './model-list.js';
export { decodeLogsQuery } from './logs-query.js';
export { isForm, multipartContentType } from './multipart-content-type.js';
export {
  openApiDocument,
  type OpenApiDocument,
  type OpenApiOperation,
  type OpenApiOptions,
  type OpenApiResponse,
} from './openapi/openapi-document.js';
export type { Content, MediaType } from './openapi/operation.js';
export type { Parameter } from './openapi/parameter.js';
export type { Schema, Schemas } from './openapi/schema.js';
export { assertOutput, decodeOutput, noResultFile, type Output } from './output.js';
export { decodeClicks, requireClicks } from './params/clicks.js';
export { decodeExtremePoints } from './params/dextr3d.js';
export { decodeFixPolygon, type DecodedEdit } from './params/fix-polygon.js';
export { decodeImageSource } from './params/image-source.js';
export { decodeInference } from './params/inference.js';
export { decodeMaskToPolygons } from './params/mask-to-polygons.js';
export { decodeParamsText, type Params } from './params/params-text.js';
export { decodeResultFormat } from './params/result-format.js';
export { unknownParams } from './params/unknown-params.js';
export { encodeStack } from './encode-stack.js';
export { encodePolygons } from './polygons-reply.js';
export { queryText, type Query } from './query.js';
export { layOutReply, replyLength, type ReplyLayout, type ReplyParts } from './reply-layout.js';
export type { VertexOrder } from './vertex-order.js';
export { decodeSessionQuery, type SessionQuery } from './session-query.js';
export { encodeSession, encodeSessionInfo, type SessionSummary } from './session-reply.js';
export { serverTiming } from './server-timing.js';
