import { allocateVoxels, makeVolume, voxelCount, type Dtype, type Volume, type Voxels } from '@aiaa/volume';
import { planeSampler } from './plane-sampler.js';
import type { Sampling } from './sampling.js';

/** The volume that a sampling describes. */
export function evaluate<D extends Dtype>(sampling: Sampling<D>): Volume<D> {
  const { source, to, dtype } = sampling;
  const { channels } = source;
  const voxels = allocateVoxels(dtype, voxelCount(to.size) * channels);
  samplePlanes(sampling, channels, voxels);
  return makeVolume<D>({ voxels, size: to.size, affine: to.affine, channels });
}

/** Writes the first channels, into voxels that are 0: each plane is sampled and changed while it is in the processor's cache. */
export function samplePlanes<D extends Dtype>(
  sampling: Sampling<D>,
  channels: number,
  voxels: Voxels<D>,
): void {
  const [width, height, depth] = sampling.to.size;
  const area = width * height;
  const samplePlane = planeSampler(sampling);
  for (let at = 0; at < depth * channels; at++) {
    samplePlane(Math.floor(at / depth), at % depth, voxels.subarray(at * area, (at + 1) * area));
  }
}
