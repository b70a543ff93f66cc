import type { Affine, Vector3 } from './affine.js';

type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/**
 * The orthogonal matrix nearest to an affine's directions: the polar factor of its 3 x 3 block with each
 * column divided by its spacing. Row-major, nine numbers; it keeps the handedness.
 *
 * Found by Higham's scaled Newton iteration ("Computing the polar decomposition", SIAM J. Sci. Stat.
 * Comput. 7, 1986), which converges quadratically for every block that has an inverse.
 */
export function nearestRotation(affine: Affine, spacing: Vector3): Matrix3 {
  const [x, y, z] = spacing;
  let m: Matrix3 = [
    affine[0] / x, affine[1] / y, affine[2] / z,
    affine[4] / x, affine[5] / y, affine[6] / z,
    affine[8] / x, affine[9] / y, affine[10] / z,
  ]; // prettier-ignore
  for (let round = 0; round < 64; round++) {
    const opposite = inverseTranspose(m);
    const gamma = Math.sqrt(norm(opposite) / norm(m));
    const next = average(m, opposite, gamma);
    const change = Math.max(...next.map((value, at) => Math.abs(value - (m[at] ?? 0))));
    m = next;
    if (change < 1e-15) break;
  }
  return m;
}

function average(m: Matrix3, opposite: Matrix3, gamma: number): Matrix3 {
  const cell = (at: keyof Matrix3 & number): number => 0.5 * (gamma * m[at] + opposite[at] / gamma);
  return [cell(0), cell(1), cell(2), cell(3), cell(4), cell(5), cell(6), cell(7), cell(8)];
}

function inverseTranspose([a, b, c, d, e, f, g, h, i]: Matrix3): Matrix3 {
  const scale = 1 / (a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g));
  return [
    (e * i - f * h) * scale, (f * g - d * i) * scale, (d * h - e * g) * scale,
    (c * h - b * i) * scale, (a * i - c * g) * scale, (b * g - a * h) * scale,
    (b * f - c * e) * scale, (c * d - a * f) * scale, (a * e - b * d) * scale,
  ]; // prettier-ignore
}

const norm = (m: Matrix3): number => Math.hypot(...m);
