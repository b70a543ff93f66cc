import { sameAffine, type Affine } from './affine.js';
import { sameSize, type Size } from './size.js';

/** Where voxels lie, without the voxels: every Volume is one. */
export interface Grid {
  readonly size: Size;
  readonly affine: Affine;
}

/** Whether two grids have the same size and, within `toleranceMm`, the same affine. */
export const sameGrid = (a: Grid, b: Grid, toleranceMm = 0): boolean =>
  sameSize(a.size, b.size) && sameAffine(a.affine, b.affine, toleranceMm);
