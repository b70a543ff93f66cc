import { describe, expect, it } from '@jest/globals';
import { voxelIndex } from '@aiaa/volume';
import { encodeSegmentation } from './segmentation-reply.js';

const result = { kind: 'segmentation', file: '/f', timings: [], warnings: [] } as const;

describe('encodeSegmentation', () => {
  it('lists the extreme points as plain index triples', () => {
    const points = [voxelIndex(0, 1, 2), voxelIndex(9, 8, 7)];
    expect(JSON.stringify(encodeSegmentation({ ...result, points }))).toBe('{"points":[[0,1,2],[9,8,7]]}');
  });

  it('keeps the key for an empty mask', () => {
    expect(JSON.stringify(encodeSegmentation({ ...result, points: [] }))).toBe('{"points":[]}');
  });
});
