import type { PolygonStack } from '@aiaa/polygon';

/**
 * Polygons as `POST /v1/mask2polygon` answers them, so that scripts read either: a bare list with one entry for each
 * slice, and the vertices [j, i], the row before the column, as mask2polygon of AIAA gives them. Rings of ours are
 * [x, y]: here alone they are turned.
 */
export const polygonsJson = (slices: PolygonStack): string =>
  `${JSON.stringify(slices.map((rings) => rings.map((ring) => ring.map(([x, y]) => [y, x]))))}\n`;
