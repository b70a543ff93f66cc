import { allocateVoxels, makeVolume, voxelCount, type Dtype, type Volume } from '@aiaa/volume';
import { planeSampler } from './plane-sampler.js';
import type { Sampling } from './sampling.js';

/** The volume that a sampling describes: each plane is sampled and changed while it is in the processor's cache. */
export function evaluate<D extends Dtype>(sampling: Sampling<D>): Volume<D> {
  const { source, to, dtype } = sampling;
  const { channels } = source;
  const [area, depth] = [to.size[0] * to.size[1], to.size[2]];
  const voxels = allocateVoxels(dtype, voxelCount(to.size) * channels);
  const samplePlane = planeSampler(sampling);
  for (let at = 0; at < depth * channels; at++) {
    samplePlane(Math.floor(at / depth), at % depth, voxels.subarray(at * area, (at + 1) * area));
  }
  return makeVolume<D>({ voxels, size: to.size, affine: to.affine, channels });
}
