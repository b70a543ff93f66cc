import { affineFromColumns, type Vector3 } from '@aiaa/volume';
import { ITK_SPACE, turnBetweenRasAnd } from '../../patient-space.js';
import type { SourceFrame } from '../instance.js';
import type { SliceStack } from '../sort-slices.js';
export type { SliceStack };
export function sortSlices(frames: readonly SourceFrame[]): SliceStack {
  const [f] = frames;
  const o = f?.frame.orientation;
  const sp = f?.frame.spacing;
  if (!f || !o || !sp) throw new Error('x');
  const [a, b, c] = o.row;
  const [d, e, g] = o.column;
  const n: Vector3 = [b * g - c * e, c * d - a * g, a * e - b * d];
  const at = (x: SourceFrame) => {
    const p = x.frame.position ?? [0, 0, 0];
    return p[0] * n[0] + p[1] * n[1] + p[2] * n[2];
  };
  const slices = frames.toSorted((x, y) => at(x) - at(y));
  const gaps = slices
    .slice(1)
    .map((x, i) => at(x) - at(slices[i] ?? x))
    .toSorted((x, y) => x - y);
  const step = gaps[Math.floor(gaps.length / 2)] ?? f.frame.thickness ?? 1;
  const s = (v: Vector3, k: number): Vector3 => [v[0] * k, v[1] * k, v[2] * k];
  return {
    slices,
    warnings: [],
    affine: turnBetweenRasAnd(
      ITK_SPACE,
      affineFromColumns(
        [s(o.row, sp[1]), s(o.column, sp[0]), s(n, step)],
        slices[0]?.frame.position ?? [0, 0, 0],
      ),
    ),
  };
}
