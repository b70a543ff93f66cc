import {
  boxOfSize,
  invertAffine,
  isEmptyBox,
  voxelIndex,
  voxelPoint,
  voxelToVoxel,
  type Box,
  type VoxelPoint,
} from '@aiaa/volume';
import { stretchesAxes, type GridMap, type SpatialStep } from '@aiaa/transforms';

type Axis = 0 | 1 | 2;
type Range = readonly [min: number, max: number];

/**
 * The part of an image that a chain left for the network: outside of it no mask of that network has a voxel, by
 * whichever rule it is brought home. Whole voxels of the image, more rather than fewer; after turns, crops and pads
 * alone exactly those.
 */
export const seenBox = ({ maps, volume }: SpatialStep): Box =>
  maps.reduceRight((box, map) => (isEmptyBox(box) ? NOTHING : backThrough(box, map)), boxOfSize(volume.size));

const NOTHING: Box = boxOfSize([0, 0, 0]);

/** What inverting an affine, or a ratio in float32, rounds away: far more than that, and no voxel. */
const NOISE = 1e-3;

function backThrough(box: Box, map: GridMap): Box {
  const { from, to, exact } = map;
  const home = invertAffine(map.matrix);
  const corners = cornersOf(box, exact ? 0.5 : 1).map((corner) => voxelToVoxel(home, corner));
  const byPlace = (axis: Axis): Range => {
    const places = corners.map((corner) => corner[axis]);
    return [Math.ceil(Math.min(...places) - NOISE), Math.floor(Math.max(...places) + NOISE) + 1];
  };
  if (exact) return boxOf(byPlace, map);
  if (!stretchesAxes(map)) return touchesBorder(box, map) ? boxOfSize(from.size) : boxOf(byPlace, map);
  // labels may be resized by the ratio of the sizes, and go on beyond a border of the resampled grid
  return boxOf((axis) => {
    const ratio = from.size[axis] / to.size[axis];
    const [low, high] = byPlace(axis);
    return [
      box.min[axis] === 0 ? 0 : Math.min(low, Math.ceil(box.min[axis] * ratio - NOISE)),
      box.max[axis] === to.size[axis]
        ? from.size[axis]
        : Math.max(high, Math.floor(box.max[axis] * ratio + NOISE) + 1),
    ];
  }, map);
}

/** Cut where the grid ends that the map comes from. */
function boxOf(along: (axis: Axis) => Range, { from: { size } }: GridMap): Box {
  const [x, y, z] = ([0, 1, 2] as const).map((axis) =>
    along(axis).map((end) => Math.min(Math.max(end, 0), size[axis])),
  );
  return { min: voxelIndex(x[0], y[0], z[0]), max: voxelIndex(x[1], y[1], z[1]) };
}

const touchesBorder = ({ min, max }: Box, { to: { size } }: GridMap): boolean =>
  size.some((length, axis) => min[axis] === 0 || max[axis] === length);

/**
 * The corners of all places that a box has a say in: up to half a voxel beyond the centres of its border voxels where
 * the nearest voxel counts, less than a whole one where scores are interpolated.
 */
const cornersOf = ({ min, max }: Box, reach: number): readonly VoxelPoint[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => {
    const end = (axis: Axis): number => ((bits >> axis) & 1 ? max[axis] - 1 + reach : min[axis] - reach);
    return voxelPoint(end(0), end(1), end(2));
  });
