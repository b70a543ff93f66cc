export type { Annotator, Watch } from './annotator.js';
export { AnnotationFailed, FAULT_TAGS, isOurFault, type Fault, type FaultTag } from './faults.js';
export { faultOf } from './fault-of.js';
export { MODEL_TYPES, type ModelSummary, type ModelType } from './model-summary.js';
export type { Progress } from './progress.js';
export type { AnnotationRequest, ImageFile, ModelReference, SegmentationRequest } from './requests.js';
export {
  RESULT_DTYPES,
  RESULT_EXTENSIONS,
  type ResultDtype,
  type ResultExtension,
  type ResultFormat,
} from './result-format.js';
export type { AnnotationResult, SegmentationResult, StageTiming } from './results.js';
export { isFromWorker, isToWorker, type FromWorker, type ToWorker } from './worker-protocol.js';
