import type { OnnxValue } from '@aiaa/inference/testing';
import { MOST_OF_WAY, type DeepgrowSolution } from './deepgrow-network.js';
import type { GraphMaths } from './graph-maths.js';

/** Channels of {@link deepgrowView}. */
export const DEEPGROW_VIEWS = 7;

/** A logit says no more than this: sure is sure. As little does evidence. */
export const SURE = 6;
const STRONGEST_EVIDENCE = 4;

/** What the trained network sees, [1, 7, ...cells], each channel from -1 to 1: the solver's thoughts. */
export function deepgrowView(maths: GraphMaths, solution: DeepgrowSolution): OnnxValue {
  const { clip, line, mul, node } = maths;
  const within = (value: OnnxValue, most: number) => mul(clip(value, -most, most), 1 / most);
  const channels = [
    line(solution.brightness, 2, -1),
    brightnessOverall(maths, solution.image),
    within(solution.logit, SURE),
    within(solution.evidence, STRONGEST_EVIDENCE),
    within(solution.way, MOST_OF_WAY),
    line(solution.clicks, 2, -1),
  ];
  return node('Concat', channels, { axis: { i: 1 } });
}

/** By how much a cell is brighter than all, in its spreads, bent to -1 to 1. */
function brightnessOverall(maths: GraphMaths, image: OnnxValue): OnnxValue {
  const { add, sub, mul, div, node, square } = maths;
  const mean = (value: OnnxValue) => node('ReduceMean', [value], { keepdims: { i: 0 } });
  const off = sub(image, mean(image));
  const spread = add(node('Sqrt', [mean(square(off))]), 1e-6);
  return node('Tanh', [div(off, mul(spread, 2))]);
}
