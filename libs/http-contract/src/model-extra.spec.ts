import { describe, expect, it } from '@jest/globals';
import type { ModelType } from '@aiaa/annotator';
import { encodeExtra } from './model-extra.js';

type Extra = Readonly<Record<string, unknown>>;

describe('encodeExtra', () => {
  it.each<[type: ModelType, extra: Extra, said: Extra, reason: string]>([
    ['annotation', {}, {}, 'neither: clients have defaults'],
    [
      'annotation',
      { padding: 20, roi: [128, 128, 128], sigma: 3 },
      { padding: 20, roi: [128, 128, 128], sigma: 3 },
      'as AIAA 3 listed a model of boundary points',
    ],
    ['annotation', { padding: 10.5 }, { padding: 10.5, roi: [128, 128, 128] }, 'Slicer then reads roi'],
    ['annotation', { roi: [96, 96, 64] }, { padding: 20, roi: [96, 96, 64] }, 'what clients assume'],
    [
      'annotation',
      { padding: '20', roi: ['96', '96', '64'], sigma: '2.5' },
      { padding: 20, roi: [96, 96, 64], sigma: 2.5 },
      'texts become numbers: the C++ client reads no others',
    ],
    ['annotation', { padding: 0, roi: 96 }, { padding: 0, roi: [96, 96, 96] }, 'one side for three'],
    ['annotation', { padding: null, roi: null, sigma: null }, {}, 'null fails the C++ client'],
    ['annotation', { padding: NaN, roi: [NaN, 1, 1], sigma: Infinity }, {}, 'JSON has only null for these'],
    [
      'annotation',
      { padding: [20], roi: '128x128x128', sigma: {}, 'internal name': 5, deepgrow: 3 },
      {},
      'shapes that clients cannot read',
    ],
    [
      'annotation',
      { padding: 20, roi: [] },
      { padding: 20, roi: [128, 128, 128] },
      'an empty list is as none',
    ],
    [
      'annotation',
      { padding: 20, roi: [96.5, 96, 96] },
      { padding: 20, roi: [128, 128, 128] },
      'half a voxel',
    ],
    [
      'annotation',
      { padding: 20, roi: [-1, 96, 96] },
      { padding: 20, roi: [128, 128, 128] },
      'the whole axis: only a window can say so',
    ],
    ['segmentation', { roi: [160, 160, 160] }, {}, 'a window is of no use to clients'],
    ['segmentation', { padding: 20 }, {}, 'Slicer would look for roi'],
    ['segmentation', { padding: 20, roi: [64, 64, 64] }, { padding: 20, roi: [64, 64, 64] }, 'both pass'],
    ['deepgrow', { deepgrow: '3D' }, { deepgrow: '3D' }, 'Slicer, OHIF and XNAT read it'],
    ['pipeline', { deepgrow: '2D' }, { deepgrow: '2D' }, 'of pipelines too'],
    ['segmentation', { 'internal name': 'x' }, { 'internal name': 'x' }, 'the first C++ clients'],
    ['others', { tags: ['a', { b: 1 }], n: 3, no: null }, { tags: ['a', { b: 1 }], n: 3 }, 'nobody reads it'],
  ])('%s, %j -> %j: %s', (type, extra, said) => {
    expect(encodeExtra({ type, extra })).toEqual(said);
  });

  it('takes no shape from the prototype', () => {
    expect(encodeExtra({ type: 'others', extra: { toString: 'text' } })).toEqual({ toString: 'text' });
  });
});
