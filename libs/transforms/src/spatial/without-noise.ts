import { affineColumn, type Affine, type Size } from '@aiaa/volume';

/** Far below what an interpolated value could show, far above what float32 affines of oblique scans carry. */
const UNNOTICED_VOXELS = 1e-3;

/**
 * A matrix whose cells are 0 where they move no voxel of a grid of this size noticeably, so that an oblique
 * scan whose columns are orthogonal but for rounding is still resampled axis by axis.
 */
export function withoutNoise(matrix: Affine, size: Size): Affine {
  const cell = (row: 0 | 1 | 2, axis: 0 | 1 | 2): number => {
    const column = affineColumn(matrix, axis);
    const value = column[row];
    const largest = Math.max(...column.map(Math.abs));
    const moves = Math.abs(value) * Math.max(size[axis] - 1, 1);
    return moves < UNNOTICED_VOXELS && Math.abs(value) < largest ? 0 : value;
  };
  const row = (r: 0 | 1 | 2) => [cell(r, 0), cell(r, 1), cell(r, 2), affineColumn(matrix, 3)[r]] as const;
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}
