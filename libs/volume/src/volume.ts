import { assertInvertible, spacingOf, type Affine, type Vector3 } from './affine.js';
import { dtypeOf, type Dtype, type Voxels } from './dtype.js';
import { BrokenInvariant } from './errors/broken-invariant.js';
import { voxelCount, type Size } from './size.js';

/**
 * A scalar or multi-channel image on a grid: a value, never changed after it is made. Voxels lie x fastest,
 * then y, then z; the channel is outermost, so each channel is one contiguous block.
 */
export interface Volume<D extends Dtype = Dtype> {
  readonly voxels: Voxels<D>;
  readonly dtype: D;
  readonly size: Size;
  readonly channels: number;
  /** Voxel centre to world, RAS+, millimetres. */
  readonly affine: Affine;
}

export interface VolumeParts<D extends Dtype> {
  readonly voxels: Voxels<D>;
  readonly size: Size;
  readonly affine: Affine;
  readonly channels?: number;
}

/**
 * The one way to make a Volume.
 * @throws BrokenInvariant when sizes and voxels disagree; MalformedImage when the affine has no inverse.
 */
export function makeVolume<D extends Dtype>(parts: VolumeParts<D>): Volume<D> {
  const { voxels, size, affine, channels = 1 } = parts;
  if (
    !size.every((n) => Number.isSafeInteger(n) && n >= 0) ||
    !(Number.isSafeInteger(channels) && channels >= 1)
  ) {
    throw new BrokenInvariant(`A volume of ${size.join(' x ')} voxels and ${channels} channels cannot be.`);
  }
  if (voxels.length !== voxelCount(size) * channels) {
    throw new BrokenInvariant(
      `${voxels.length} voxels do not fill ${size.join(' x ')} x ${channels} channels.`,
    );
  }
  assertInvertible(affine);
  return Object.freeze({ voxels, dtype: dtypeOf<D>(voxels), size, channels, affine });
}

/** Millimetres per voxel along x, y and z. */
export const volumeSpacing = (volume: Volume): Vector3 => spacingOf(volume.affine);

/** Channel `c` of a volume, sharing its memory. */
export function channelOf<D extends Dtype>(volume: Volume<D>, c: number): Voxels<D> {
  const count = voxelCount(volume.size);
  // subarray of a typed array is an array of the same type
  return volume.voxels.subarray(c * count, (c + 1) * count) as Voxels<D>;
}
