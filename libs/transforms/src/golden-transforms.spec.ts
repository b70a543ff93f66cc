import { describe, expect, it } from '@jest/globals';
import { makeLabelMap, voxelCount, type Affine, type Volume } from '@aiaa/volume';
import { buildChain, buildTransform } from './build.js';
import { fromGolden, goldenCases, goldenInput, goldenReturns } from './fixtures/golden.js';
import { restoreByNearest } from './restore-by-nearest.js';
import type { TransformSpec } from './transform-spec.js';

/** Values reach 1000 and MONAI's are float32; what is only moved is the same to the last bit. */
const RESAMPLED = /Resample|Resize-/;
const TOLERANCE = 1e-3;

describe("agreement with MONAI 1.6.1 in what a transform's arguments mean", () => {
  it.each(goldenCases('monai-transforms', ''))('$op $args', ({ id, spec, in: input, out }) => {
    const { volume } = buildTransform(spec as TransformSpec)(goldenInput(input)); // our own committed file
    const expected = fromGolden(out);
    expect([volume.channels, volume.size]).toEqual([expected.channels, expected.size]);
    if (input.shape.length === 4) expect(apart(volume.affine, expected.affine)).toBeLessThan(1e-9);
    expect(worst(volume, expected)).toBeLessThanOrEqual(RESAMPLED.test(id) ? TOLERANCE : 0);
  });
});

describe('labels come home as by Invertd with nearest_interp, voxel by voxel', () => {
  it.each(goldenReturns('monai-transforms'))('after $id', ({ specs, in: input, mid, out }) => {
    const step = buildChain(specs as readonly TransformSpec[])(goldenInput(input)); // our own committed file
    expect([1, ...step.volume.size]).toEqual(mid);
    const data = Array.from({ length: voxelCount(step.volume.size) }, (_, n) => (n * 7919) % 7);
    const labels = makeLabelMap(step.volume, Uint8Array.from(fromGolden({ shape: mid, data }).voxels));
    const home = restoreByNearest(step, labels);
    expect(home.affine).toBe(step.maps[0]?.from.affine);
    expect([...home.voxels]).toEqual([...fromGolden(out).voxels]);
  });

  it('and by another voxel than step.restore where a chain resized, by the same where it did not', () => {
    const differ = goldenReturns('monai-transforms').map(({ id, specs, in: input }) => {
      const step = buildChain(specs as readonly TransformSpec[])(goldenInput(input)); // our own committed file
      const places = Uint8Array.from({ length: voxelCount(step.volume.size) }, (_, at) => at % 251);
      const labels = makeLabelMap(step.volume, places);
      const home = step.restore(labels).voxels;
      return [id, restoreByNearest(step, labels).voxels.some((label, at) => label !== home[at])];
    });
    expect(differ).toEqual(differ.map(([id]) => [id, /Resize/.test(String(id))]));
  });
});

const worst = (a: Volume, b: Volume): number =>
  Math.max(0, ...[...a.voxels].map((value, at) => Math.abs(value - b.voxels[at])));

const apart = (a: Affine, b: Affine): number => Math.max(...a.map((value, at) => Math.abs(value - b[at])));
