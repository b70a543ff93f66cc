import type { Volume } from '@aiaa/volume';
import { voxelCount } from '@aiaa/volume';
import { softmaxAt } from './activate.js';

/**
 * Applies softmax to scores in place, voxel by voxel, each the first time that somebody is about to read it: where
 * all neighbours decide alike nobody does, and those are most.
 */
export function softmaxOnDemand({ voxels, size }: Volume<'float32'>): (voxel: number) => void {
  const count = voxelCount(size);
  const done = new Uint8Array(count);
  return (voxel) => {
    if (done[voxel] === 1) return;
    done[voxel] = 1;
    softmaxAt(voxels, { voxel, count }, voxels);
  };
}
