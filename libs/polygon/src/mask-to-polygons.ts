import type { LabelMap, Plane, LabelDtype } from '@aiaa/volume';
import type { PolygonStack } from './ring.js';
import { traceBorders, type TraceOptions } from './trace-borders.js';

/**
 * The borders of a label map, slice by slice along z: for each slice what `traceBorders` finds there, thinned if
 * asked, and an empty list where it finds nothing. The grid's affine plays no part.
 * @throws RangeError as traceBorders does.
 */
export function maskToPolygons(mask: LabelMap, options: TraceOptions = {}): PolygonStack {
  const [width, height, depth] = mask.size;
  const area = width * height;
  return Array.from({ length: depth }, (_, k) => {
    const plane: Plane<LabelDtype> = {
      width,
      height,
      values: mask.voxels.subarray(k * area, (k + 1) * area),
    };
    return traceBorders(plane, options).map(({ ring }) => ring);
  });
}
