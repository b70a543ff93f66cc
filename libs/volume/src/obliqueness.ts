import { affineColumn, spacingOf, type Affine, type Vector3 } from './affine.js';
import { orientationOf, type AxisNumber } from './orientation.js';

/** How far a grid leans, in degrees; both angles are 0 on a grid that lies along the world's axes. */
export interface Obliqueness {
  /** The widest angle between a voxel axis and the world axis that it follows: AFNI's obliquity (thd_coords.c). */
  readonly obliqueDegrees: number;
  /** How far the angle between two voxel axes is from a right one, at most: the tilt of a CT's gantry. */
  readonly shearDegrees: number;
}

export function obliquenessOf(affine: Affine): Obliqueness {
  const spacing = spacingOf(affine);
  const direction = (axis: AxisNumber): Vector3 => {
    const [x, y, z] = affineColumn(affine, axis);
    return [x / spacing[axis], y / spacing[axis], z / spacing[axis]];
  };
  const [x, y, z] = [direction(0), direction(1), direction(2)];
  const [ofX, ofY, ofZ] = orientationOf(affine);
  const oblique = Math.max(angleTo(ofX.worldAxis, x), angleTo(ofY.worldAxis, y), angleTo(ofZ.worldAxis, z));
  const cosine = Math.max(Math.abs(dot(x, y)), Math.abs(dot(y, z)), Math.abs(dot(z, x)));
  return { obliqueDegrees: degrees(oblique), shearDegrees: degrees(Math.asin(Math.min(cosine, 1))) };
}

/** By its tangent: the cosine of a small angle has no digits left to tell it. */
function angleTo(worldAxis: AxisNumber, direction: Vector3): number {
  const across = direction.filter((_, axis) => axis !== worldAxis);
  return Math.atan2(Math.hypot(...across), Math.abs(direction[worldAxis]));
}

const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const degrees = (radians: number): number => (radians * 180) / Math.PI;
