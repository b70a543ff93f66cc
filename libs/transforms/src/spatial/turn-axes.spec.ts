import { describe, expect, it } from '@jest/globals';
import {
  IDENTITY_AFFINE,
  axisCodes,
  makeVolume,
  orientationOf,
  voxelPoint,
  voxelToWorld,
} from '@aiaa/volume';
import { OBLIQUE_AFFINE, chiralVolume } from '@aiaa/volume/testing';
import { flip, type FlipArgs } from './flip.js';
import { rotate90, type Rotate90Args } from './rotate90.js';

/** numpy's [[1, 2, 3], [4, 5, 6]], its first axis ours: x fastest. */
const TWO_BY_THREE = makeVolume({ voxels: Uint8Array.of(1, 4, 2, 5, 3, 6), size: [2, 3, 1], affine: IDENTITY_AFFINE }); // prettier-ignore

describe('quarter turns, as rot90 of numpy', () => {
  it.each<[Rotate90Args, readonly number[], readonly number[]]>([
    [{}, [3, 2, 1], [3, 2, 1, 6, 5, 4]],
    [{ k: 2 }, [2, 3, 1], [6, 3, 5, 2, 4, 1]],
    [{ k: 3 }, [3, 2, 1], [4, 5, 6, 1, 2, 3]],
    [{ k: -1 }, [3, 2, 1], [4, 5, 6, 1, 2, 3]],
    [{ k: 5 }, [3, 2, 1], [3, 2, 1, 6, 5, 4]],
    [{ k: 1, axes: [1, 0] }, [3, 2, 1], [4, 5, 6, 1, 2, 3]],
    [{ k: 1, axes: [0, 2] }, [1, 3, 2], [1, 2, 3, 4, 5, 6]],
    [{ k: 1, axes: [2, 0] }, [1, 3, 2], [4, 5, 6, 1, 2, 3]],
  ])('%j gives size %j and %j', (args, size, voxels) => {
    const { volume } = rotate90(args)(TWO_BY_THREE);
    expect([volume.size, [...volume.voxels]]).toEqual([size, voxels]);
  });

  it('four of them, or none, leave a volume as it is', () => {
    for (const k of [0, 4, -8]) expect(rotate90({ k })(TWO_BY_THREE).volume).toBe(TWO_BY_THREE);
  });

  it.each<Rotate90Args>([{ k: 0.5 }, { k: NaN }, { axes: [1, 1] }])('refuses %j', (args) => {
    expect(() => rotate90(args)).toThrow(RangeError);
  });
});

describe('flips', () => {
  it.each<[FlipArgs, readonly number[]]>([
    [{}, [6, 3, 5, 2, 4, 1]],
    [{ axes: [0] }, [4, 1, 5, 2, 6, 3]],
    [{ axes: [1] }, [3, 6, 2, 5, 1, 4]],
    [{ axes: [] }, [1, 4, 2, 5, 3, 6]],
  ])('%j gives %j', (args, voxels) => {
    expect([...flip(args)(TWO_BY_THREE).volume.voxels]).toEqual(voxels);
  });
});

it.each([
  ['a flip', flip({ axes: [0, 2] })],
  ['a quarter turn', rotate90({ k: 1, axes: [1, 2] })],
])('%s turns the affine too, so that a point keeps its place in the world', (_, transform) => {
  const scan = chiralVolume('int16', OBLIQUE_AFFINE);
  const step = transform(scan);
  const [point, shown] = [voxelPoint(3, 5.5, 2), step.carry(voxelPoint(3, 5.5, 2))];
  expect(shown).not.toEqual(point);
  const [was, is] = [voxelToWorld(scan.affine, point), voxelToWorld(step.volume.affine, shown)];
  expect(Math.hypot(...was.map((mm, axis) => mm - (is[axis] ?? NaN)))).toBeLessThan(1e-9);
  expect(axisCodes(orientationOf(step.volume.affine))).not.toBe(axisCodes(orientationOf(scan.affine)));
  expect(step.volume.dtype).toBe('int16');
});
