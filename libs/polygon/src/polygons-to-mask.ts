import { allocateLabels, makeLabelMap, type Grid, type LabelMap } from '@aiaa/volume';
import { assertOnePerSlice } from './assert-one-per-slice.js';
import { rasterizeRings } from './rasterize-rings.js';
import type { PolygonStack } from './ring.js';

/**
 * The mask, 0 and 1, of polygons on a grid: each slice filled as `rasterizeRings` does. A mask that `maskToPolygons`
 * traced without leaving points out comes back voxel for voxel.
 * @throws RangeError when there is not one list per slice, or a vertex is no number.
 */
export function polygonsToMask(polygons: PolygonStack, grid: Grid): LabelMap {
  const [width, height, depth] = grid.size;
  assertOnePerSlice(polygons, depth);
  const labels = allocateLabels(grid, 1);
  polygons.forEach((rings, k) => {
    if (rings.length > 0) labels.set(rasterizeRings(rings, { width, height }).values, k * width * height);
  });
  return makeLabelMap(grid, labels);
}
