import {
  affineColumn,
  affineFromColumns,
  invertAffine,
  multiplyAffines,
  voxelPoint,
  voxelToWorld,
  withOrigin,
  type Affine,
  type Grid,
  type Size,
  type Vector3,
} from '@aiaa/volume';
import { cornersOf, coveringSize } from './covering-size.js';

export interface SpacingGridOptions {
  /** Whether the new axes run along the world's, instead of along the old ones. */
  readonly diagonal: boolean;
  /** Whether the outer edges of the border voxels are kept, instead of their centres. */
  readonly scaleExtent: boolean;
}

const NO_ORIGIN: Vector3 = [0, 0, 0];

/**
 * The grid of this spacing that covers another: `zoom_affine` and `compute_shape_offset` of MONAI. Shear is
 * removed. `turn` is the 3 x 3 part of the matrix from old voxels to new.
 * @throws MalformedImage when the affine has no inverse.
 */
export function spacingGrid(
  from: Grid,
  spacing: Vector3,
  options: SpacingGridOptions,
): { to: Grid; turn: Affine } {
  const old = withOrigin(from.affine, NO_ORIGIN);
  const upper = options.diagonal ? old : upperFactor(old);
  const rotation = options.diagonal ? scaling([1, 1, 1]) : multiplyAffines(old, invertAffine(upper));
  // A product with the reciprocal, not a quotient: MONAI's size differs from the quotient's on ties.
  const turn = multiplyAffines(scaling([1 / spacing[0], 1 / spacing[1], 1 / spacing[2]]), upper);
  const affine = multiplyAffines(rotation, scaling(spacing));
  const size = coveringSize(from.size, turn, options.scaleExtent);
  return { to: { size, affine: placed({ from, affine, size, turn }, options.scaleExtent) }, turn };
}

/** The upper triangular Z with ZᵀZ = RᵀR (Cholesky): lengths on the diagonal, shear above it. */
function upperFactor(affine: Affine): Affine {
  const [x, y, z] = [affineColumn(affine, 0), affineColumn(affine, 1), affineColumn(affine, 2)];
  const xx = Math.sqrt(dot(x, x));
  const xy = dot(x, y) / xx;
  const xz = dot(x, z) / xx;
  const yy = Math.sqrt(dot(y, y) - xy * xy);
  const yz = (dot(y, z) - xy * xz) / yy;
  const zz = Math.sqrt(dot(z, z) - xz * xz - yz * yz);
  return [xx, xy, xz, 0, 0, yy, yz, 0, 0, 0, zz, 0, 0, 0, 0, 1];
}

interface Unplaced {
  readonly from: Grid;
  readonly affine: Affine;
  readonly size: Size;
  readonly turn: Affine;
}

/** The new affine with its origin: at the corner that is lowest along all new axes, or else centre on centre. */
function placed(unplaced: Unplaced, scaleExtent: boolean): Affine {
  const { from, affine, size } = unplaced;
  const corner = lowestCorner(unplaced, scaleExtent);
  const origin =
    corner === undefined
      ? subtract(apply(from.affine, half(from.size)), apply(affine, half(size)))
      : apply(from.affine, corner);
  if (!scaleExtent) return withOrigin(affine, origin);
  const shift = (axis: 0 | 1 | 2): number => 0.5 * (from.size[axis] / size[axis] - 1);
  const edge = apply(from.affine, [shift(0), shift(1), shift(2)]);
  const signed = (axis: 0 | 1 | 2): number => Math.abs(edge[axis]) * Math.sign(origin[axis]);
  return withOrigin(affine, [signed(0), signed(1), signed(2)]);
}

function lowestCorner({ from, turn }: Unplaced, scaleExtent: boolean): Vector3 | undefined {
  const corners = cornersOf(from.size, scaleExtent);
  const turned = corners.map((corner) => apply(turn, corner));
  const isLowest = (place: Vector3): boolean =>
    ([0, 1, 2] as const).every((axis) => turned.every((other) => other[axis] - place[axis] >= -1e-8));
  return corners[turned.findIndex(isLowest)];
}

const scaling = ([x, y, z]: Vector3): Affine =>
  affineFromColumns(
    [
      [x, 0, 0],
      [0, y, 0],
      [0, 0, z],
    ],
    NO_ORIGIN,
  );

const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const half = (size: Size): Vector3 => [size[0] / 2, size[1] / 2, size[2] / 2];

const subtract = (a: Vector3, b: Vector3): Vector3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

const apply = (affine: Affine, [x, y, z]: Vector3): Vector3 => {
  const [a, b, c] = voxelToWorld(affine, voxelPoint(x, y, z));
  return [a, b, c];
};
