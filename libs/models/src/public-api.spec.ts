import { expect, it } from '@jest/globals';

it('offers exactly this', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'MalformedModelConfig',
    'ModelBundled',
    'ModelNotFound',
    'UnfitModel',
    'bundledModelsFolder',
    'decodeModelConfig',
    'isModelName',
    'looksAtSlice',
    'openModelRepository',
    'parseModelName',
    'readModelPackage',
  ]);
});
