import { describe, expect, it } from '@jest/globals';
import type { MaskResult } from '@aiaa/annotator';
import { voxelIndex } from '@aiaa/volume';
import { asciiJson } from './ascii-json.js';
import { encodeMask } from './mask-reply.js';

const at = voxelIndex;
const mask = (parts: Partial<MaskResult> = {}): MaskResult => ({
  kind: 'mask',
  file: '/secret/result.nii.gz',
  points: [],
  timings: [{ stage: 'network', milliseconds: 3 }],
  warnings: ['The spacing is a guess.'],
  ...parts,
});

describe('encodeMask', () => {
  it.each<[reason: string, result: MaskResult, json: string]>([
    [
      'extreme points as plain triples: Slicer and MITK draw them',
      mask({ points: [at(0, 1, 2), at(9, 8, 7)] }),
      '{"points":[[0,1,2],[9,8,7]]}',
    ],
    ['an empty mask keeps the key: the C++ client needs it', mask(), '{"points":[]}'],
    [
      'a box as MONAI Label writes it: first, and just past the last',
      mask({ box: { min: at(1, 2, 3), max: at(11, 12, 13) } }),
      '{"points":[],"bbox":[[1,2,3],[11,12,13]]}',
    ],
    [
      'the middle of each label, by its name',
      mask({
        centroids: [
          { name: 'spleen', label: 1, voxel: at(4, 5, 6) },
          { name: 'rate élargie', label: 2, voxel: at(7, 8, 9) },
        ],
      }),
      '{"points":[],"centroids":[{"spleen":[1,4,5,6]},{"rate \\u00e9largie":[2,7,8,9]}]}',
    ],
    [
      'two labels of one name, and a name that objects inherit',
      mask({
        centroids: [
          { name: '__proto__', label: 1, voxel: at(1, 1, 1) },
          { name: '__proto__', label: 2, voxel: at(2, 2, 2) },
        ],
      }),
      '{"points":[],"centroids":[{"__proto__":[1,1,1,1]},{"__proto__":[2,2,2,2]}]}',
    ],
    ['no label at all', mask({ centroids: [] }), '{"points":[],"centroids":[]}'],
    [
      'a crop as Slicer reads it: three ranges, x first',
      mask({ crop: { min: at(1, 2, 3), max: at(11, 22, 33) } }),
      '{"points":[],"crop":[[1,11],[2,22],[3,33]]}',
    ],
  ])('%s', (_, result, json) => {
    expect(asciiJson(encodeMask(result))).toBe(json);
  });
});
