import { extremePoints } from '@aiaa/transforms';
import { voxelIndex, type LabelMap, type Size, type VoxelIndex } from '@aiaa/volume';

const AXES = [0, 1, 2] as const;

/**
 * The voxel farthest from everything that is not in the mask, in steps along the axes; undefined for an empty mask. Of a
 * mask on a single slice only the outline on that slice counts, and of several voxels the middle one is taken.
 */
export function deepestVoxel(mask: LabelMap): VoxelIndex | undefined {
  const points = extremePoints(mask);
  if (points.length === 0) return undefined;
  const thick = AXES.filter((axis) => points[2 * axis][axis] < points[2 * axis + 1][axis]);
  const depth = Uint32Array.from(mask.voxels, (label) => (label > 0 ? mask.voxels.length : 0));
  for (const axis of thick) shallower(depth, mask.size, axis);
  const most = depth.reduce((deepest, value) => (value > deepest ? value : deepest));
  const deepest = [...depth.keys()].filter((at) => depth[at] === most);
  return placeOf(deepest[deepest.length >> 1], mask.size);
}

/** No voxel lies deeper than one more than its neighbours along an axis; outside the volume the depth is 0. */
function shallower(depth: Uint32Array, size: Size, axis: 0 | 1 | 2): void {
  const stride = axis === 0 ? 1 : axis === 1 ? size[0] : size[0] * size[1];
  const length = size[axis];
  for (let start = 0; start < depth.length; start++) {
    if (((start / stride) | 0) % length !== 0) continue;
    for (const step of [stride, -stride]) {
      let before = 0;
      for (let n = 0, at = step > 0 ? start : start + (length - 1) * stride; n < length; n++, at += step) {
        if (depth[at] > before + 1) depth[at] = before + 1;
        before = depth[at];
      }
    }
  }
}

const placeOf = (at: number, [width, height]: Size): VoxelIndex =>
  voxelIndex(at % width, Math.floor(at / width) % height, Math.floor(at / (width * height)));
