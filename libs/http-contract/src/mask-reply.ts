import type { MaskResult } from '@aiaa/annotator';
import type { Box } from '@aiaa/volume';

/**
 * The params of an answer with a mask, in voxel indices of the input, x fastest. `points`, the extreme points, are
 * there even when empty: without them the C++ client reads every other value as if it were a point. The rest is
 * there when the result has it: `bbox` as `[first, end]` and `centroids` as MONAI Label writes them (BoundingBoxd of
 * monailabel/transform/post.py, GetCentroidsd of its radiology app), and `crop` as Slicer reads it, a range for each
 * axis. Ends are just outside.
 */
export function encodeMask({ points, box, centroids, crop }: MaskResult): Readonly<Record<string, unknown>> {
  return {
    points: points.map(([x, y, z]) => [x, y, z]),
    ...(box === undefined ? {} : { bbox: [[...box.min], [...box.max]] }),
    ...(centroids === undefined
      ? {}
      : { centroids: centroids.map(({ name, label, voxel }) => ({ [name]: [label, ...voxel] })) }),
    ...(crop === undefined ? {} : { crop: rangesOf(crop) }),
  };
}

const rangesOf = ({ min, max }: Box): readonly (readonly [number, number])[] => [
  [min[0], max[0]],
  [min[1], max[1]],
  [min[2], max[2]],
];
