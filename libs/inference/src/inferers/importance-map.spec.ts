import { describe, expect, it } from '@jest/globals';
import { importanceMap } from './importance-map.js';

describe('importanceMap', () => {
  it('clamps at 0.001, where most of a large window lies', () => {
    const map = importanceMap([96, 96, 96], 0.125);
    const clamped = map.reduce((count, weight) => count + (weight === Math.fround(0.001) ? 1 : 0), 0);
    expect(Math.max(...map.subarray(47 * 96 * 96, 48 * 96 * 96))).toBeCloseTo(0.9974, 4);
    expect(clamped / map.length).toBeCloseTo(0.58, 2);
  });

  it('clamps at its own least weight where that is higher', () => {
    const map = importanceMap([3, 1, 1], 1);
    expect(map[0]).toBeCloseTo(Math.exp(-1 / 18), 6);
  });

  it('leaves no voxel without weight, however narrow the Gaussian', () => {
    expect(importanceMap([32, 1, 1], 1e-6).every((weight) => weight >= Math.fround(0.001))).toBe(true);
  });
});
