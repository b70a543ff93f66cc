/**
 * A place along an axis of `length` voxels, kept when its nearest voxel exists. Beyond, an exact map (a crop,
 * a pad) has nothing, NaN; a resampled grid covers the same body, so its border voxel answers.
 */
export function stayOnGrid(position: number, length: number, exact: boolean): number {
  const nearest = Math.floor(position + 0.5);
  if (nearest >= 0 && nearest < length) return position;
  if (exact || length === 0 || Number.isNaN(position)) return NaN;
  return nearest < 0 ? 0 : length - 1;
}
