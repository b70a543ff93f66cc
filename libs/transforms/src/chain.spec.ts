import { describe, expect, it } from '@jest/globals';
import { makeLabelMap, voxelPoint, voxelToWorld, type VoxelPoint } from '@aiaa/volume';
import { OBLIQUE_AFFINE, SHEARED_AFFINES, chiralMask, chiralVolume } from '@aiaa/volume/testing';
import { buildChain } from './build.js';
import { chain } from './chain.js';
import { identityStep, type SpatialStep } from './step.js';

describe('a chain', () => {
  const specs = [
    { kind: 'orientation', axcodes: 'PIL' },
    { kind: 'spacing', pixdim: [1.1, 0.8, 2] },
    { kind: 'scale-intensity', min: 0, max: 1 },
    { kind: 'spatial-crop', start: [1, 0, 2], end: [20, 9, 9] },
    { kind: 'spatial-pad', size: [24, 24, 24] },
    { kind: 'rotate90', k: 3, axes: [2, 0] },
    { kind: 'resize-with-pad-or-crop', size: [30, 20, 25] },
    { kind: 'flip', axes: [1] },
    { kind: 'border-pad', border: [1, 2, 3, 0, 0, 4] },
    { kind: 'divisible-pad', k: [8, 7, 1] },
    { kind: 'gaussian-smooth', sigma: 0.5 },
  ] as const;

  it.each([OBLIQUE_AFFINE, ...SHEARED_AFFINES])(
    'carries a click to the same place in the world',
    (...affine) => {
      const volume = chiralVolume('int16', affine);
      const step = buildChain(specs)(volume);
      const click = voxelPoint(4, 6.25, 3);
      expect(distance(worldOf(step, step.carry(click)), voxelToWorld(volume.affine, click))).toBeLessThan(
        1e-9,
      );
    },
  );

  it('carries every click from a sheared grid to the same place in the world, by diagonal axes too', () => {
    for (const affine of SHEARED_AFFINES) {
      const volume = chiralVolume('int16', affine);
      const step = buildChain([{ kind: 'spacing', pixdim: [1], diagonal: true }])(volume);
      const click = voxelPoint(10, 0, 6);
      expect(distance(worldOf(step, step.carry(click)), voxelToWorld(affine, click))).toBeLessThan(1e-9);
    }
  });

  it('shows the same value at the place a click is carried to', () => {
    const volume = chiralVolume('int16');
    const step = buildChain([specs[0], specs[3], specs[4]])(volume);
    const [x, y, z] = step.carry(voxelPoint(4, 5, 3));
    const [width, height] = step.volume.size;
    expect(step.volume.voxels[x + width * (y + height * z)]).toBe(volume.voxels[4 + 11 * (5 + 13 * 3)]);
  });

  it('of nothing leaves volume, clicks and masks as they are', () => {
    const volume = chiralVolume('uint8');
    const step = chain([])(volume);
    expect(step.volume).toBe(volume);
    expect(step.carry(voxelPoint(1, 2, 3.5))).toEqual([1, 2, 3.5]);
    expect(step.restore(chiralMask()).voxels).toEqual(chiralMask().voxels);
  });

  it('keeps no voxels of the steps on the way', () => {
    const step = buildChain(specs)(chiralVolume('int16'));
    const held = step.maps.flatMap(({ from, to }) => [...Object.keys(from), ...Object.keys(to)]);
    expect(new Set(held)).toEqual(new Set(['size', 'affine']));
  });

  it('refuses a result of another size or place, with figures', () => {
    const step = identityStep(chiralVolume('int16'));
    const small = makeLabelMap({ size: [2, 2, 2], affine: step.volume.affine }, new Uint8Array(8));
    expect(() => step.restore(small)).toThrow('2 x 2 x 2');
    const elsewhere = chiralMask(SHEARED_AFFINES[0]);
    expect(() => step.restore(elsewhere)).toThrow('does not lie on the grid');
  });
});

const worldOf = (step: SpatialStep, point: VoxelPoint) => voxelToWorld(step.volume.affine, point);

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, axis) => value - (b[axis] ?? NaN)));
