import {
  allocateVoxels,
  linearIndex,
  makeVolume,
  voxelCount,
  type Dtype,
  type Grid,
  type Volume,
} from '@aiaa/volume';
import type { GridMap } from '../grid-map.js';
import { pointWalk } from './point-walk.js';

/** What `gather` does, for maps that mix the axes: every voxel of `home` is walked by itself to its nearest voxel. */
export function gatherOblique<D extends Dtype>(
  volume: Volume<D>,
  maps: readonly GridMap[],
  home: Grid,
): Volume<D> {
  const { voxels: source, channels } = volume;
  const [from, count] = [voxelCount(volume.size), voxelCount(home.size)];
  const voxels = allocateVoxels(volume.dtype, count * channels);
  const walk = pointWalk(maps);
  const point = new Float64Array(3);
  const nearest = (axis: 0 | 1 | 2): number => Math.floor(point[axis] + 0.5);
  let at = 0;
  for (let z = 0; z < home.size[2]; z++) {
    for (let y = 0; y < home.size[1]; y++) {
      for (let x = 0; x < home.size[0]; x++, at++) {
        point[0] = x;
        point[1] = y;
        point[2] = z;
        if (!walk(point)) continue;
        const offset = linearIndex(volume.size, nearest(0), nearest(1), nearest(2));
        for (let c = 0; c < channels; c++) voxels[at + c * count] = source[offset + c * from];
      }
    }
  }
  return makeVolume<D>({ voxels, size: home.size, affine: home.affine, channels });
}
