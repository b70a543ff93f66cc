import type { Vector3 } from '@aiaa/volume';

/** A rotation, row-major. */
export type Rotation = readonly [number, number, number, number, number, number, number, number, number];

/**
 * The rotation of the unit quaternion (a, b, c, d) of which NIfTI stores b, c, d and a is not negative.
 * A quaternion that is a little too long by rounding means a = 0 (nifti1_io.c, nifti_quatern_to_mat44; nibabel,
 * quaternions.fillpositive). Undefined when b, c, d are not finite, or far too long to be parts of a unit quaternion.
 */
export function rotationOfQuaternion(
  [b, c, d]: Vector3,
  precision: 'float32' | 'float64',
): Rotation | undefined {
  const length2 = b * b + c * c + d * d;
  if (!(length2 < 1.001)) return undefined;
  // Below the precision of b, c, d the difference is noise; its root would be a rotation of up to 0.07 degrees.
  const noise = 3 * (precision === 'float32' ? 2 ** -23 : 2 ** -52);
  const a2 = 1 - length2 < noise ? 0 : 1 - length2;
  const s = 2 / (a2 + length2);
  const a = Math.sqrt(a2);
  return [
    1 - s * (c * c + d * d), s * (b * c - a * d), s * (b * d + a * c),
    s * (b * c + a * d), 1 - s * (b * b + d * d), s * (c * d - a * b),
    s * (b * d - a * c), s * (c * d + a * b), 1 - s * (b * b + c * c),
  ]; // prettier-ignore
}

/**
 * The parts b, c, d of a rotation's quaternion whose a is not negative. Starts from the largest of the four
 * parts, so that no division is by a small number (Shepperd, J. Guidance and Control 1, 1978).
 */
export function quaternionOfRotation(rotation: Rotation): Vector3 {
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = rotation;
  const squares = [1 + xx + yy + zz, 1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz]; // 4a², 4b², 4c², 4d²
  const largest = squares.indexOf(Math.max(...squares));
  const s = 2 * Math.sqrt(Math.max(...squares)); // four times the largest part
  const [a, b, c, d] = [
    [s / 4, (zy - yz) / s, (xz - zx) / s, (yx - xy) / s],
    [(zy - yz) / s, s / 4, (xy + yx) / s, (xz + zx) / s],
    [(xz - zx) / s, (xy + yx) / s, s / 4, (yz + zy) / s],
    [(yx - xy) / s, (xz + zx) / s, (yz + zy) / s, s / 4],
  ][largest] ?? [1, 0, 0, 0];
  return a < 0 ? [-b, -c, -d] : [b, c, d];
}
