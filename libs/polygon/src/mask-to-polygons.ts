import type { LabelMap } from '@aiaa/volume';
import type { PolygonStack } from './ring.js';
import type { TraceOptions } from './ordered-borders.js';
import { traceSlices } from './trace-slices.js';

/**
 * The borders of a label map, slice by slice along z: for each slice what `traceBorders` finds there, thinned if
 * asked, and an empty list where it finds nothing. The grid's affine plays no part.
 * @throws RangeError as traceBorders does.
 */
export const maskToPolygons = (mask: LabelMap, options: TraceOptions = {}): PolygonStack => [
  ...traceSlices(mask, options),
];
