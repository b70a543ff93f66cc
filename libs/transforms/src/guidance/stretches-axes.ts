import type { GridMap } from '../grid-map.js';

/** Where a row-major matrix has neither its diagonal nor its shift. */
const OFF_DIAGONAL = [1, 2, 4, 6, 8, 9] as const;
const DIAGONAL = [0, 5, 10] as const;

/**
 * Whether a map resamples, and each axis stays itself, only of more or fewer voxels. Just there does the ratio of
 * the sizes, by which MONAI moves clicks and resizes labels, speak of the same places as the affines do.
 */
export const stretchesAxes = ({ exact, matrix }: GridMap): boolean =>
  !exact && OFF_DIAGONAL.every((at) => matrix[at] === 0) && DIAGONAL.every((at) => matrix[at] > 0);
