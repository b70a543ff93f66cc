import { expect, it } from '@jest/globals';

it('exports what its index lists, and nothing else', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'activate',
    'asFloat32',
    'boundingBox',
    'buildChain',
    'buildTransform',
    'centerSpatialCrop',
    'chain',
    'cropForeground',
    'discretise',
    'extremePoints',
    'gridOf',
    'identityStep',
    'makeStep',
    'normalizeIntensity',
    'orientation',
    'resize',
    'resizeLabels',
    'restoreByResize',
    'restoreVolume',
    'scaleIntensity',
    'scaleIntensityRange',
    'spacing',
    'spatialCrop',
    'spatialPad',
  ]);
});
