import { expect, it } from '@jest/globals';

it('offers exactly this', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'AnnotationFailed',
    'FAULT_TAGS',
    'MODEL_TYPES',
    'QUERY_LEVELS',
    'RESULT_DTYPES',
    'RESULT_EXTENSIONS',
    'assertServes',
    'deviceOf',
    'faultOf',
    'filesOf',
    'inspectionOf',
    'isFromWorker',
    'isOurFault',
    'isToWorker',
    'malformedRequest',
    'maskOf',
    'polygonsOf',
    'serves',
  ]);
  expect(Object.keys(await import('./testing/index.js')).sort()).toEqual([
    'ContractBroken',
    'FakeAnnotator',
    'annotatorContract',
    'askAnnotator',
    'expectFault',
    'imagesOf',
  ]);
});
