import {
  affineFromColumns,
  assertInvertible,
  spacingOf,
  type Affine,
  type Size,
  type Vector3,
} from '@aiaa/volume';
import { MalformedImage } from '@aiaa/volume/errors';
import type { NiftiGeometry } from './nifti-geometry.js';
import { rotationOfQuaternion } from './quaternion.js';

export interface Place {
  readonly affine: Affine;
  /** One sentence for each thing that was decided where the header left a doubt. */
  readonly warnings: readonly string[];
}

/**
 * Where a grid lies: the sform when its code is above 0, else the qform when its code is, else the default of
 * nibabel (Nifti1Header.get_best_affine), and then the correction of MONAI's NibabelReader
 * (rectify_header_sform_qform): an sform whose spacing contradicts pixdim gives way to the qform, whatever the
 * qform's code, for that one always has the spacing of pixdim. Sheared affines are kept.
 *
 * A pixdim of 0 says nothing: it contradicts no sform, and counts as 1 mm where a spacing is needed (as nibabel's
 * header check has it). A negative one counts by its size.
 * @throws MalformedImage when the affine that the header names is not finite or has no inverse.
 */
export function placeGrid(geometry: NiftiGeometry, size: Size): Place {
  const warnings = [...unitWarnings(geometry)];
  const affine = bestAffine(geometry, size, warnings);
  assertInvertible(affine);
  return { affine, warnings };
}

function bestAffine(geometry: NiftiGeometry, size: Size, warnings: string[]): Affine {
  if (geometry.sformCode > 0) return rectifiedSform(geometry, warnings);
  if (hasUnknownSpacing(geometry)) warnings.push('The header leaves a voxel spacing at 0; 1 mm was taken.');
  if (geometry.qformCode === 0) {
    warnings.push(
      'The header gives no orientation; x to the left, y to the front, z up was taken, about the centre.',
    );
    return centredAffine(geometry, size);
  }
  const qform = qformOf(geometry);
  if (qform === undefined) {
    const { quaternion, pixdim, qoffset } = geometry;
    const figures = `quaternion ${quaternion.join(' ')}, pixdim ${pixdim.slice(0, 4).join(' ')}, offset ${qoffset.join(' ')}`;
    throw new MalformedImage(`The qform is no affine: ${figures}.`);
  }
  return qform;
}

function rectifiedSform(geometry: NiftiGeometry, warnings: string[]): Affine {
  const sform: Affine = [...geometry.srow, 0, 0, 0, 1];
  assertInvertible(sform);
  const qform = qformOf(geometry);
  const spacing = spacingOf(sform);
  if (qform === undefined || !contradicts(geometry, spacing)) return sform;
  const [ofSform, ofPixdim] = [spacing, spacingOf(qform)].map((mm) =>
    mm.map((v) => Number(v.toPrecision(6))).join(' x '),
  );
  warnings.push(
    `The sform has a spacing of ${ofSform} mm and pixdim of ${ofPixdim} mm; the qform was taken.`,
  );
  return qform;
}

/** numpy.allclose over the axes that the header declares. */
function contradicts(geometry: NiftiGeometry, spacing: Vector3): boolean {
  return spacing.slice(0, geometry.axes).some((mm, axis) => {
    const pixdim = Math.abs(geometry.pixdim[axis + 1] ?? 0);
    return pixdim > 0 && Math.abs(mm - pixdim) > 1e-8 + 1e-5 * pixdim;
  });
}

/** The affine of quaternion, spacing and offset (nifti1.h, method 2); undefined when they are not one. */
function qformOf(geometry: NiftiGeometry): Affine | undefined {
  const rotation = rotationOfQuaternion(geometry.quaternion, geometry.precision);
  if (rotation === undefined) return undefined;
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = rotation;
  const [sx, sy, sz] = pixdimSpacing(geometry);
  const qfac = (geometry.pixdim[0] ?? 1) < 0 ? -1 : 1;
  // Adding 0 leaves no -0, which a mirrored axis would have.
  const column = (x: number, y: number, z: number, mm: number): Vector3 => [
    x * mm + 0,
    y * mm + 0,
    z * mm + 0,
  ];
  const columns = [column(xx, yx, zx, sx), column(xy, yy, zy, sy), column(xz, yz, zz, qfac * sz)] as const;
  const affine = affineFromColumns(columns, geometry.qoffset);
  return affine.every(Number.isFinite) ? affine : undefined;
}

/** nibabel's Nifti1Header.get_base_affine: the centre of the grid at the world's origin, x to the left. */
function centredAffine(geometry: NiftiGeometry, [nx, ny, nz]: Size): Affine {
  const [x, ...further] = pixdimSpacing(geometry);
  const [y, z] = further.map((mm, axis) => (axis + 1 < geometry.axes ? mm : 1));
  return [-x, 0, 0, (x * (nx - 1)) / 2, 0, y, 0, (y * (1 - ny)) / 2, 0, 0, z, (z * (1 - nz)) / 2, 0, 0, 0, 1];
}

function pixdimSpacing(geometry: NiftiGeometry): Vector3 {
  const mm = (axis: number): number =>
    geometry.pixdim[axis] === 0 ? 1 : Math.abs(geometry.pixdim[axis] ?? 1);
  return [mm(1), mm(2), mm(3)];
}

const hasUnknownSpacing = ({ pixdim, axes }: NiftiGeometry): boolean => pixdim.slice(1, 1 + axes).includes(0);

/** nifti1.h: the low three bits of xyzt_units; 1 metre, 2 millimetre, 3 micrometre. nibabel and MONAI read all as mm. */
function unitWarnings({ xyztUnits }: NiftiGeometry): readonly string[] {
  const unit = new Map([[1, 'metres'], [3, 'micrometres']]).get(xyztUnits & 7); // prettier-ignore
  return unit === undefined
    ? []
    : [`The header says ${unit}; its numbers were taken as millimetres, as others take them.`];
}
