export type { Annotator, Watch } from './annotator.js';
export { AnnotationFailed, FAULT_TAGS, isOurFault, type Fault, type FaultTag } from './faults.js';
export { assertServes, serves } from './assert-serves.js';
export { faultOf } from './fault-of.js';
export {
  QUERY_LEVELS,
  type Credentials,
  type DicomPeer,
  type DicomSource,
  type DicomWebSource,
  type HttpSource,
  type ImageSource,
  type QueryLevel,
  type QueryValue,
} from './image-source.js';
export { malformedRequest } from './malformed-request.js';
export { MODEL_TYPES, type ModelSummary, type ModelType } from './model-summary.js';
export type { Progress } from './progress.js';
export type { Clicks } from './clicks.js';
export type {
  AnnotationRequest,
  AnyModelRequest,
  DeepgrowRequest,
  DeviceRequest,
  Dextr3dRequest,
  FetchRequest,
  FixPolygonRequest,
  ImageFile,
  ImageRequest,
  InferenceRequest,
  InspectionRequest,
  MaskToPolygonsRequest,
  ModelReference,
  ModelRequest,
  ProofRequest,
  SegmentationRequest,
} from './requests.js';
export {
  RESULT_DTYPES,
  RESULT_EXTENSIONS,
  type ResultDtype,
  type ResultExtension,
  type ResultFormat,
} from './result-format.js';
export {
  deviceOf,
  filesOf,
  inspectionOf,
  maskOf,
  polygonsOf,
  type AnnotationResult,
  type ClassificationResult,
  type DeviceResult,
  type FilesResult,
  type InspectionResult,
  type LabelCentre,
  type LabelScore,
  type MaskResult,
  type PolygonsResult,
  type ProofResult,
  type StageTiming,
} from './results.js';
export { isFromWorker, isToWorker, type FromWorker, type ToWorker } from './worker-protocol.js';
