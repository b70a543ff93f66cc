export {
  onnxGraph,
  type OnnxAttribute,
  type OnnxDims,
  type OnnxDtype,
  type OnnxGraph,
  type OnnxValue,
} from './onnx-graph.js';
export {
  convNetwork,
  identityNetwork,
  mixNetwork,
  thresholdNetwork,
  type ConvNetworkOptions,
  type MixNetworkOptions,
  type TestNetworkOptions,
} from './networks.js';
export { seededNumbers } from './seeded-numbers.js';
export { countingPredictor, type CountingPredictor } from './counting-predictor.js';
