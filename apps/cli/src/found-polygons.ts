import type { PolygonsResult } from '@aiaa/annotator';
import { unpackSlices, type PolygonStack } from '@aiaa/polygon';

/** Polygons that were found, slice by slice. */
export interface FoundPolygons extends Omit<PolygonsResult, 'polygons'> {
  readonly rings: PolygonStack;
}

export const foundPolygons = ({ polygons, ...rest }: PolygonsResult): FoundPolygons => ({
  ...rest,
  rings: [...unpackSlices(polygons)],
});
