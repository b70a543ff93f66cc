import { describe, expect, it } from '@jest/globals';
import { samplePlane } from './sample-plane.js';

const plane = { width: 3, height: 2, values: Float32Array.of(0, 10, 20, 100, 110, 120) };

describe('samplePlane', () => {
  it.each([
    [0, 0, 0],
    [2, 1, 120],
    [1.25, 0, 12.5],
    [2, 0.5, 70],
    [0.5, 0.25, 30],
    [-4, 0.5, 50],
    [9, -1, 20],
    [1.5, 9, 115],
  ])('at (%p, %p): %p', (x, y, value) => {
    expect(samplePlane(plane, x, y)).toBe(value);
  });

  it('is that value of the only voxel anywhere', () => {
    expect(samplePlane({ width: 1, height: 1, values: Uint8Array.of(7) }, 3.3, -2)).toBe(7);
  });
});
