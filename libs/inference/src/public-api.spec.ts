import { expect, it } from '@jest/globals';

it('exports this and nothing else', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'AXIS_ORDERS',
    'CPU',
    'DEVICE_KINDS',
    'NetworkFailed',
    'SLIDING_WINDOW_DEFAULTS',
    'classify',
    'formatDevice',
    'formatDims',
    'loadOnnxNetwork',
    'makeTensor',
    'openNetwork',
    'parseDevice',
    'predictorOf',
    'reportDevice',
    'simpleInferer',
    'slidingWindowInferer',
    'tryOnnxDevice',
  ]);
});

it('lends its builders to tests by a second entry', async () => {
  expect(Object.keys(await import('./testing/index.js')).sort()).toEqual([
    'convNetwork',
    'countingPredictor',
    'identityNetwork',
    'mixNetwork',
    'onnxGraph',
    'seededNumbers',
    'thresholdNetwork',
  ]);
});
