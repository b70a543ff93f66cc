import { affineColumn, determinant, spacingOf, type Affine, type Vector3 } from '@aiaa/volume';
import type { NiftiGeometry } from './nifti-geometry.js';
import { quaternionOfRotation, type Rotation } from './quaternion.js';

/** Which space the affine leads to (nifti1.h, NIFTI_XFORM_*; 1 is the scanner's) and the units of the header. */
export interface SpaceAndUnits {
  readonly code: number;
  readonly xyztUnits: number;
}

/**
 * A header's fields for an affine: always the sform, and the qform as well when the axes are orthogonal, for it
 * cannot express a shear.
 */
export function geometryOfAffine(affine: Affine, { code, xyztUnits }: SpaceAndUnits): NiftiGeometry {
  const spacing = spacingOf(affine);
  const qfac = determinant(affine) < 0 ? -1 : 1;
  const rotation = rotationOf(affine, spacing, qfac);
  return {
    axes: 3,
    pixdim: [qfac, ...spacing, 1, 1, 1, 1],
    xyztUnits,
    qformCode: rotation === undefined ? 0 : code,
    sformCode: code,
    quaternion: rotation === undefined ? [0, 0, 0] : quaternionOfRotation(rotation),
    qoffset: affineColumn(affine, 3),
    srow: [
      affine[0], affine[1], affine[2], affine[3],
      affine[4], affine[5], affine[6], affine[7],
      affine[8], affine[9], affine[10], affine[11],
    ], // prettier-ignore
    precision: 'float32',
  };
}

/** The directions of the axes, the third mirrored by qfac; undefined when they are not orthogonal to 1e-5. */
function rotationOf(affine: Affine, [sx, sy, sz]: Vector3, qfac: number): Rotation | undefined {
  const unit = (axis: 0 | 1 | 2, length: number): Vector3 => {
    const [x, y, z] = affineColumn(affine, axis);
    return [x / length, y / length, z / length];
  };
  const [x, y, z] = [unit(0, sx), unit(1, sy), unit(2, qfac * sz)];
  if ([dot(x, y), dot(y, z), dot(z, x)].some((cosine) => Math.abs(cosine) > 1e-5)) return undefined;
  return [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]];
}

const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
