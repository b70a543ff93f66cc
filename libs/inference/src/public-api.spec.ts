import { expect, it } from '@jest/globals';

it('exports this and nothing else', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'AXIS_ORDERS',
    'DEVICES',
    'NetworkFailed',
    'SLIDING_WINDOW_DEFAULTS',
    'classify',
    'formatDims',
    'loadOnnxNetwork',
    'makeTensor',
    'predictorOf',
    'simpleInferer',
    'slidingWindowInferer',
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
