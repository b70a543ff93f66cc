import { allocateVoxels, type Dtype } from './dtype.js';
import { UnfitImage } from './errors/unfit-image.js';
import { makeVolume, type Volume } from './volume.js';

/** The least and the greatest whole number of each integer dtype. */
const INTEGER_RANGES: Readonly<Partial<Record<Dtype, readonly [least: number, greatest: number]>>> = {
  uint8: [0, 0xff],
  int8: [-0x80, 0x7f],
  uint16: [0, 0xffff],
  int16: [-0x8000, 0x7fff],
  uint32: [0, 0xffff_ffff],
  int32: [-0x8000_0000, 0x7fff_ffff],
};

/**
 * The same image with voxels of another dtype. An integer dtype takes whole numbers within its range and nothing
 * else; float32 takes every number, rounded to the nearest that it has.
 * @throws UnfitImage when a voxel does not fit.
 */
export function castVolume<D extends Dtype>(volume: Volume, dtype: D): Volume<D> {
  const { voxels, size, affine, channels } = volume;
  assertFits(volume, dtype);
  const cast = allocateVoxels(dtype, voxels.length);
  cast.set(voxels);
  return makeVolume<D>({ voxels: cast, size, affine, channels });
}

function assertFits({ voxels, dtype: from }: Volume, dtype: Dtype): void {
  const range = INTEGER_RANGES[dtype];
  const [least, greatest] = range ?? [-Infinity, Infinity];
  const own = INTEGER_RANGES[from];
  if (range === undefined || (own !== undefined && own[0] >= least && own[1] <= greatest)) return;
  for (const value of voxels) {
    if (value >= least && value <= greatest && Number.isInteger(value)) continue;
    throw new UnfitImage(
      `The voxel value ${value} does not fit ${dtype}, which holds whole numbers from ${least} to ${greatest}.`,
    );
  }
}
