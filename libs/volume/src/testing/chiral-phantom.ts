import type { Affine, Vector3 } from '../affine.js';
import { affineFromColumns } from '../affine.js';
import { allocateVoxels, type Dtype } from '../dtype.js';
import { makeLabelMap, type LabelMap } from '../label-map.js';
import { linearIndex, voxelCount, type Size } from '../size.js';
import { makeVolume, type Volume } from '../volume.js';

/**
 * The letter F on slices, its stem shorter towards +z: no rotation or reflection of the grid maps it onto itself, so
 * a swapped or mirrored axis always shows. Columns grow to the right, rows grow downwards.
 */
const LETTER = ['#####', '#....', '#....', '####.', '#....', '#....', '#....'];

export const PHANTOM_SIZE: Size = [11, 13, 7];
export const PHANTOM_SPACING: Vector3 = [0.9, 1.3, 2.7];

/** Unequal spacings, turned about all three axes. */
export const OBLIQUE_AFFINE: Affine = obliqueAffine(PHANTOM_SPACING, [0.3, -0.2, 0.5], [-31.5, 12.25, 104]);

/** The letter F as a mask: it fills three of seven slices, and each slice a little less. */
export function chiralMask(affine: Affine = OBLIQUE_AFFINE): LabelMap {
  const voxels = allocateVoxels('uint8', voxelCount(PHANTOM_SIZE));
  for (let z = 2; z < 5; z++) {
    LETTER.slice(0, LETTER.length - (z - 2)).forEach((row, y) => {
      [...row].forEach((cell, x) => {
        if (cell === '#') voxels[linearIndex(PHANTOM_SIZE, x + 3, y + 2, z)] = 1;
      });
    });
  }
  return makeLabelMap({ size: PHANTOM_SIZE, affine }, voxels);
}

/** An image of the letter F: 1000 inside, and outside a ramp that differs on every axis. */
export function chiralVolume<D extends Dtype>(dtype: D, affine: Affine = OBLIQUE_AFFINE): Volume<D> {
  const mask = chiralMask(affine);
  const voxels = allocateVoxels(dtype, mask.voxels.length);
  const high = dtype === 'uint8' || dtype === 'int8' ? 100 : 1000;
  for (let z = 0; z < PHANTOM_SIZE[2]; z++) {
    for (let y = 0; y < PHANTOM_SIZE[1]; y++) {
      for (let x = 0; x < PHANTOM_SIZE[0]; x++) {
        const at = linearIndex(PHANTOM_SIZE, x, y, z);
        voxels[at] = mask.voxels[at] === 1 ? high : x + 2 * y + 4 * z;
      }
    }
  }
  return makeVolume<D>({ voxels, size: PHANTOM_SIZE, affine });
}

/** Spacing in mm, then turned by three angles in radians about x, y and z. */
export function obliqueAffine(spacing: Vector3, [a, b, c]: Vector3, origin: Vector3): Affine {
  const [ca, sa, cb, sb, cc, sc] = [
    Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b), Math.cos(c), Math.sin(c),
  ]; // prettier-ignore
  const scale = (v: Vector3, s: number): Vector3 => [v[0] * s, v[1] * s, v[2] * s];
  return affineFromColumns(
    [
      scale([cb * cc, cb * sc, -sb], spacing[0]),
      scale([sa * sb * cc - ca * sc, sa * sb * sc + ca * cc, sa * cb], spacing[1]),
      scale([ca * sb * cc + sa * sc, ca * sb * sc - sa * cc, ca * cb], spacing[2]),
    ],
    origin,
  );
}
