import { MalformedImage } from './errors/malformed-image.js';
import { voxelPoint, worldPoint, type VoxelPoint, type WorldPoint } from './spaces.js';

/**
 * A 4 x 4 matrix, row-major, whose last row is 0 0 0 1. As a volume's affine it takes the centre of voxel
 * (x, y, z) to its place in the world: RAS+, millimetres (nibabel, "Coordinate systems and affines").
 */
export type Affine = readonly [
  number, number, number, number,
  number, number, number, number,
  number, number, number, number,
  number, number, number, number,
]; // prettier-ignore

export type Vector3 = readonly [number, number, number];

export const IDENTITY_AFFINE: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** An affine from its three columns (the world step of one voxel along x, y, z) and its origin. */
export function affineFromColumns(columns: readonly [Vector3, Vector3, Vector3], origin: Vector3): Affine {
  const [x, y, z] = columns;
  const row = (r: 0 | 1 | 2) => [x[r], y[r], z[r], origin[r]] as const;
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}

/** Column 0, 1 or 2: the world step of one voxel along that axis. Column 3: the origin. */
export const affineColumn = (affine: Affine, column: 0 | 1 | 2 | 3): Vector3 => [
  affine[column],
  affine[(4 + column) as 4 | 5 | 6 | 7],
  affine[(8 + column) as 8 | 9 | 10 | 11],
];

/** `a · b`: first `b`, then `a`. */
export function multiplyAffines(a: Affine, b: Affine): Affine {
  const cell = (row: number, column: number): number => {
    let sum = 0;
    for (let k = 0; k < 4; k++) sum += (a[4 * row + k] ?? 0) * (b[4 * k + column] ?? 0);
    return sum;
  };
  const row = (r: number) => [cell(r, 0), cell(r, 1), cell(r, 2), cell(r, 3)] as const;
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}

/** The determinant of the 3 x 3 block: the volume of one voxel in mm³, negative in a left-handed grid. */
export function determinant(affine: Affine): number {
  const [a, b, c, , d, e, f, , g, h, i] = affine;
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

/**
 * @throws MalformedImage when the affine holds a number that is not finite, flattens the grid, or is so small or so far
 * away that no finite numbers lead back.
 */
export function invertAffine(affine: Affine): Affine {
  assertNotFlat(affine);
  const [a, b, c, tx, d, e, f, ty, g, h, i, tz] = affine;
  const scale = 1 / determinant(affine);
  const r0 = [(e * i - f * h) * scale, (c * h - b * i) * scale, (b * f - c * e) * scale] as const;
  const r1 = [(f * g - d * i) * scale, (a * i - c * g) * scale, (c * d - a * f) * scale] as const;
  const r2 = [(d * h - e * g) * scale, (b * g - a * h) * scale, (a * e - b * d) * scale] as const;
  const shift = (r: Vector3): number => -(r[0] * tx + r[1] * ty + r[2] * tz);
  const inverse: Affine = [...r0, shift(r0), ...r1, shift(r1), ...r2, shift(r2), 0, 0, 0, 1];
  if (inverse.every(Number.isFinite)) return inverse;
  throw new MalformedImage(
    `The affine places voxels of ${spacingOf(affine).join(' x ')} mm at (${originOf(affine).join(', ')}): nothing leads back from there.`,
  );
}

/** @throws MalformedImage */
export const assertInvertible = (affine: Affine): void => void invertAffine(affine);

function assertNotFlat(affine: Affine): void {
  if (!affine.every(Number.isFinite)) {
    throw new MalformedImage(
      `The affine holds numbers that are not finite: ${affine.slice(0, 12).join(' ')}.`,
    );
  }
  const [x, y, z] = spacingOf(affine);
  // Relative to the voxel's edges, so that micrometre grids pass and flat ones do not.
  if (!(Math.abs(determinant(affine)) > 1e-9 * x * y * z)) {
    throw new MalformedImage(
      `The affine flattens the grid (spacing ${x} x ${y} x ${z} mm): it has no inverse.`,
    );
  }
}

/** Millimetres per voxel along x, y and z: the norms of the columns. */
export function spacingOf(affine: Affine): Vector3 {
  const norm = (column: 0 | 1 | 2): number => Math.hypot(...affineColumn(affine, column));
  return [norm(0), norm(1), norm(2)];
}

export const originOf = (affine: Affine): WorldPoint => worldPoint(affine[3], affine[7], affine[11]);

/** The same directions and spacing with another origin. */
export const withOrigin = (affine: Affine, origin: Vector3): Affine =>
  affineFromColumns([affineColumn(affine, 0), affineColumn(affine, 1), affineColumn(affine, 2)], origin);

export const voxelToWorld = (affine: Affine, point: VoxelPoint): WorldPoint =>
  worldPoint(...apply(affine, point));

/** @throws MalformedImage when the affine has no inverse. */
export const worldToVoxel = (affine: Affine, point: WorldPoint): VoxelPoint =>
  voxelPoint(...apply(invertAffine(affine), point));

/** Takes a point of one grid to another grid by a voxel-to-voxel matrix. */
export const voxelToVoxel = (matrix: Affine, point: VoxelPoint): VoxelPoint =>
  voxelPoint(...apply(matrix, point));

/** Whether every number of two affines differs by at most `tolerance`. */
export const sameAffine = (a: Affine, b: Affine, tolerance = 0): boolean =>
  a.every((value, at) => Math.abs(value - (b[at] ?? NaN)) <= tolerance);

function apply(m: Affine, [x, y, z]: Vector3): [number, number, number] {
  return [
    m[0] * x + m[1] * y + m[2] * z + m[3],
    m[4] * x + m[5] * y + m[6] * z + m[7],
    m[8] * x + m[9] * y + m[10] * z + m[11],
  ];
}
