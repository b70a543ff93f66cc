import { describe, expect, it } from '@jest/globals';
import {
  IDENTITY_AFFINE,
  affineColumn,
  allocateVoxels,
  makeVolume,
  voxelIndex,
  voxelPoint,
  type Volume,
} from '@aiaa/volume';
import { buildTransform } from '../build.js';
import type { TransformSpec } from '../transform-spec.js';
import { borderPad } from './border-pad.js';
import { reframe } from './reframe.js';

describe('what becomes of 4 x 3 x 2 voxels of 2 x 3 x 4 mm', () => {
  it.each<[TransformSpec, readonly number[], readonly number[]]>([
    [{ kind: 'border-pad', border: 1 }, [6, 5, 4], [-2, -3, -4]],
    [{ kind: 'border-pad', border: [1, 2, 0] }, [6, 7, 2], [-2, -6, 0]],
    [{ kind: 'border-pad', border: [1, 2, 0, 3, 4, 0] }, [7, 6, 6], [-2, 0, -16]],
    [{ kind: 'border-pad', border: [-1, 1, -5] }, [4, 5, 2], [0, -3, 0]],
    [{ kind: 'border-pad', border: 0 }, [4, 3, 2], [0, 0, 0]],
    [{ kind: 'divisible-pad', k: 4 }, [4, 4, 4], [0, 0, -4]],
    [{ kind: 'divisible-pad', k: [5, 0, -1] }, [5, 3, 2], [0, 0, 0]],
    [{ kind: 'divisible-pad', k: [7, 1, 2], method: 'end' }, [7, 3, 2], [0, 0, 0]],
    [{ kind: 'divisible-pad', k: [7, 1, 2] }, [7, 3, 2], [-2, 0, 0]],
    [{ kind: 'resize-with-pad-or-crop', size: [6, 2, 3] }, [6, 2, 3], [-2, 0, 0]],
    [{ kind: 'resize-with-pad-or-crop', size: [6, 2, 3], method: 'end' }, [6, 2, 3], [0, 0, 0]],
    [{ kind: 'resize-with-pad-or-crop', size: [2, 1, -1] }, [2, 1, 2], [2, 3, 0]],
    [{ kind: 'resize-with-pad-or-crop', size: [4, 0, 2] }, [4, 3, 2], [0, 0, 0]],
  ])('by %j: size %j, first voxel at %j mm', (spec, size, origin) => {
    const scan = smallScan();
    const { volume, carry } = buildTransform(spec)(scan);
    expect([volume.size, affineColumn(volume.affine, 3).map((mm) => mm + 0)]).toEqual([size, origin]);
    // the voxel in the middle of what every one of these keeps
    const [x, y, z] = carry(voxelPoint(2, 1, 1));
    const [width, height] = volume.size;
    expect(volume.voxels[x + width * (y + height * z)]).toBe(scan.voxels[2 + 4 * (1 + 3)]);
    expect([volume.dtype, volume.channels]).toEqual(['int16', 2]);
  });
});

describe('the value that a pad adds', () => {
  it.each([
    ['int16', -7, 'int16'],
    ['uint8', 255, 'uint8'],
    ['uint8', 256, 'float32'],
    ['uint8', -7, 'float32'],
    ['int16', 0.5, 'float32'],
    ['float64', 0.5, 'float64'],
  ] as const)('in voxels of %s, %f: they become %s', (dtype, value, expected) => {
    const voxels = allocateVoxels(dtype, 2).fill(3);
    const { volume } = borderPad({ border: [1, 0, 0], value })(makeVolume({ voxels, size: [2, 1, 1], affine: IDENTITY_AFFINE })); // prettier-ignore
    expect([volume.dtype, ...volume.voxels]).toEqual([expected, value, 3, 3, value]);
  });
});

describe('three voxels, 1 to 3, with five more on both sides', () => {
  it.each([
    ['edge', [1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3]],
    ['reflect', [2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2]],
    ['symmetric', [2, 3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1, 2]],
    ['wrap', [2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2]],
  ] as const)("by %s, as numpy's pad", (mode, expected) => {
    const row = makeVolume({ voxels: Int16Array.from([1, 2, 3]), size: [3, 1, 1], affine: IDENTITY_AFFINE });
    expect([...borderPad({ border: [5, 0, 0], mode })(row).volume.voxels]).toEqual(expected);
  });

  it('are mirrored within what a crop left, where it also widens', () => {
    const row = makeVolume({
      voxels: Int16Array.from([4, 5, 0, 9]),
      size: [4, 1, 1],
      affine: IDENTITY_AFFINE,
    });
    const widened = reframe(
      row,
      { min: voxelIndex(-3, 0, 0), max: voxelIndex(2, 1, 1) },
      { mode: 'reflect' },
    );
    expect([...widened.volume.voxels]).toEqual([5, 4, 5, 4, 5]);
  });
});

function smallScan(): Volume {
  const voxels = Int16Array.from({ length: 48 }, (_, at) => at + 1);
  return makeVolume({ voxels, size: [4, 3, 2], channels: 2, affine: [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1] }); // prettier-ignore
}
