import type { Vector3 } from '@aiaa/volume';

/** Rows x, y and z of the sform: the upper three rows of an affine. */
export type SformRows = readonly [
  number, number, number, number,
  number, number, number, number,
  number, number, number, number,
]; // prettier-ignore

/**
 * What a NIfTI header says about where the grid lies: the fields as they are stored, none of them interpreted,
 * so that a result can be written with the very header of its image. Plain data.
 */
export interface NiftiGeometry {
  /** How many of the axes x, y, z the header declares. */
  readonly axes: 1 | 2 | 3;
  /** `pixdim[0]` carries qfac, 1 to 3 the spacing, 4 to 7 the steps of further axes. */
  readonly pixdim: readonly number[];
  readonly xyztUnits: number;
  readonly qformCode: number;
  readonly sformCode: number;
  /** The parts b, c, d of the qform's unit quaternion. */
  readonly quaternion: Vector3;
  readonly qoffset: Vector3;
  readonly srow: SformRows;
  /** The precision of these numbers in the file: float32 in NIfTI-1, float64 in NIfTI-2. */
  readonly precision: 'float32' | 'float64';
}
