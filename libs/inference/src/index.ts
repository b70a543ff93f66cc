export { formatDims, makeTensor, type Tensor } from './tensor.js';
export type { Network, TensorPort } from './network.js';
export { NetworkFailed } from './network-failed.js';
export { DEVICES, type Device } from './device.js';
export { AXIS_ORDERS, type AxisOrder } from './axis-order.js';
export { predictorOf, type Predictor, type PredictorPorts } from './predictor.js';
export { classify, type ClassifyOptions } from './classify.js';
export type { Inferer, RunWatch } from './inferers/inferer.js';
export { simpleInferer, type SimpleInfererOptions } from './inferers/simple-inferer.js';
export {
  SLIDING_WINDOW_DEFAULTS,
  slidingWindowInferer,
  type BlendMode,
  type SlidingWindowOptions,
} from './inferers/sliding-window-inferer.js';
export { loadOnnxNetwork, type OnnxOptions } from './backends/onnx.js';
