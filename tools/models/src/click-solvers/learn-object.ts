import type { OnnxValue } from '@aiaa/inference/testing';
import type { Anchors } from './anchors.js';
import type { GraphMaths } from './graph-maths.js';
import { meanField, type MeanFieldOptions } from './mean-field.js';
import { evidence, normalised, softHistogram } from './soft-histogram.js';

export interface LearningOptions {
  readonly field: MeanFieldOptions;
  readonly anchors: Anchors;
}

/** What is known of an object so far. */
export interface Learnt {
  readonly probability: OnnxValue;
  /** For each brightness, what it says for the object. */
  readonly table: OnnxValue;
  /** The same for each cell. */
  readonly evidence: OnnxValue;
}

/** How much the cells next to the points are believed, beside what was found from them. */
export const TIPS_SHARE = 0.8;
const HISTOGRAM = { smoothing: 1.5 } as const;
const FLOOR = { floor: 1e-3 } as const;
const SETTLING = 3;

/**
 * Learns from a probability how bright the object is, from that a better probability, and so on (expectation
 * maximisation over histograms, with a prior for each cell, between rounds of a mean field).
 * @returns from a probability, a prior logit and a number of rounds to what was learnt
 */
export function learnObject(maths: GraphMaths, brightness: OnnxValue, { field, anchors }: LearningOptions) {
  const { add, sub, mul } = maths;
  const cells = field.size.reduce((product, n) => product * n, 1);
  const histogram = softHistogram(maths, brightness, { cells, ...HISTOGRAM });
  const of = (weights: OnnxValue) => normalised(maths, histogram.of(weights));
  const fromTips = mul(of(anchors.tips), TIPS_SHARE);
  const agree = meanField(maths, brightness, field);
  const round = (probability: OnnxValue, prior: OnnxValue): Learnt => {
    const inside = add(mul(of(probability), 1 - TIPS_SHARE), fromTips);
    const table = evidence(maths, [inside, of(sub(1, probability))], FLOOR);
    const says = maths.reshape(histogram.read(table), [1, 1, ...field.size]);
    const own = add(prior, says);
    let settled = probability;
    for (let n = 0; n < SETTLING; n++) settled = agree(settled, own).probability;
    return { probability: settled, table, evidence: says };
  };
  return (start: OnnxValue, prior: OnnxValue, rounds: number): Learnt => {
    let learnt = round(start, prior);
    for (let n = 1; n < rounds; n++) learnt = round(learnt.probability, prior);
    return learnt;
  };
}
