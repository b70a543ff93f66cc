import { UnfitImage, makeVolume, voxelCount, type Size, type Volume } from '@aiaa/volume';
import { asFloat32 } from '../sampling/as-float32.js';
import { defer } from '../sampling/defer.js';
import { samplingOf } from '../sampling/deferred-volume.js';
import { samplePlanes } from '../sampling/evaluate.js';

/** Fills a channel of zeros of this size. */
export type Painter = (channel: Float32Array, size: Size) => void;

/**
 * The first `keep` channels of a volume, as float32, and after them one for each painter. What is deferred is sampled
 * right here, and nowhere else before.
 * @throws UnfitImage when the volume has fewer channels.
 */
export function appendChannels(
  volume: Volume,
  keep: number,
  painters: readonly Painter[],
): Volume<'float32'> {
  const { size, affine, channels } = volume;
  if (!(keep >= 0 && keep <= channels)) {
    throw new UnfitImage(`The model keeps ${keep} channels of an image, and this image has ${channels}.`);
  }
  const count = voxelCount(size);
  const voxels = new Float32Array(count * (keep + painters.length));
  samplePlanes(samplingOf(asFloat32(defer(volume))), keep, voxels);
  painters.forEach((paint, at) => {
    const first = (keep + at) * count;
    paint(voxels.subarray(first, first + count), size);
  });
  return makeVolume<'float32'>({ voxels, size, affine, channels: keep + painters.length });
}
