import type { OnnxValue } from '@aiaa/inference/testing';
import type { Dextr3dSolution } from './dextr3d-solver.js';
import type { GraphMaths } from './graph-maths.js';

/** Channels of {@link dextr3dView}. */
export const DEXTR3D_VIEWS = 9;

/** A logit says no more than this: sure is sure. */
export const SURE = 6;
/** As little do evidence, distances and detours. */
const [STRONGEST_EVIDENCE, FARTHEST, LONGEST_DETOUR] = [4, 2, 20];

/** What the trained network sees, [1, 9, 64, 64, 64], each channel from -1 to 1: the solver's thoughts. */
export function dextr3dView(maths: GraphMaths, solution: Dextr3dSolution): OnnxValue {
  const { clip, line, mul, node } = maths;
  const within = (value: OnnxValue, most: number) => mul(clip(value, -most, most), 1 / most);
  const fromZero = (value: OnnxValue, most: number) => line(clip(value, 0, most), 2 / most, -1);
  const root = (value: OnnxValue, most: number) => fromZero(node('Sqrt', [clip(value, 0, most ** 2)]), most);
  const channels = [
    line(solution.brightness, 2, -1),
    brightnessInBox(maths, solution),
    within(solution.logit, SURE),
    within(solution.evidence, STRONGEST_EVIDENCE),
    within(solution.prior, SURE),
    fromZero(solution.box.radius, FARTHEST),
    root(solution.box.star, 1),
    root(solution.detour, Math.sqrt(LONGEST_DETOUR)),
    solution.bells,
  ];
  return node('Concat', channels, { axis: { i: 1 } });
}

/** By how much a cell is brighter than the box, in its spreads, bent to -1 to 1. */
function brightnessInBox(maths: GraphMaths, { image, box }: Dextr3dSolution): OnnxValue {
  const { add, sub, mul, div, node, square, total } = maths;
  const cells = add(total(box.inside), 1e-6);
  const mean = (value: OnnxValue) => div(total(mul(value, box.inside)), cells);
  const off = sub(image, mean(image));
  const spread = add(node('Sqrt', [mean(square(off))]), 1e-6);
  return node('Tanh', [div(off, mul(spread, 2))]);
}
