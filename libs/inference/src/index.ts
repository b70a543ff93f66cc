export { formatDims, makeTensor, type Tensor } from './tensor.js';
export type { Network, RunElsewhere, TensorPort } from './network.js';
export { NetworkFailed } from './network-failed.js';
export {
  CPU,
  DEVICE_KINDS,
  formatDevice,
  parseDevice,
  type Device,
  type DeviceChoice,
  type DeviceKind,
} from './devices/device.js';
export type { DeviceReport } from './devices/device-report.js';
export { openNetwork, type NetworkOpener, type OpenNetworkOptions } from './devices/open-network.js';
export { reportDevice } from './devices/report-device.js';
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
export { loadOnnxNetwork, tryOnnxDevice, type OnnxOptions, type Precision } from './backends/onnx.js';
