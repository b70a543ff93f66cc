import { describe, expect, it } from '@jest/globals';
import type { PostSpec } from '@aiaa/models';
import type { LabelTransformSpec } from '@aiaa/transforms';
import { planReturn, type ReturnPlan } from './return-plan.js';

const softmax: PostSpec = { kind: 'activation', function: 'softmax' };
const sigmoid: PostSpec = { kind: 'activation', function: 'sigmoid' };
const argMax: PostSpec = { kind: 'discretise', decide: { kind: 'arg-max' } };
const half: PostSpec = { kind: 'discretise', decide: { kind: 'threshold', at: 0.5 } };
const halfArgMax: PostSpec = { kind: 'discretise', decide: { kind: 'threshold-arg-max', at: 0.5 } };
const resize: PostSpec = { kind: 'restore', rule: 'resize' };
const nearest: PostSpec = { kind: 'restore', rule: 'nearest' };
const largest: LabelTransformSpec = { kind: 'largest-component' };
const holes: LabelTransformSpec = { kind: 'fill-holes' };
const cleanLargest: PostSpec = { kind: 'clean', transform: largest };
const cleanHoles: PostSpec = { kind: 'clean', transform: holes };

const byArgMax = { decide: { kind: 'arg-max' }, before: [], after: [] } as const;
const byHalf = { decide: { kind: 'threshold', at: 0.5 }, before: [], after: [] } as const;
/** From -2^-24 on the sigmoid of a logit, in float32, is one half. */
const LOGIT_OF_HALF = -(2 ** -24);
const byLogit = { ...byHalf, decide: { kind: 'threshold', at: LOGIT_OF_HALF } } as const;

describe("a config's own order decides how its result goes home", () => {
  it.each([
    ['nothing named', [], { ...byArgMax, carry: 'scores' }],
    ['softmax alone', [softmax], { ...byArgMax, carry: 'scores', activation: 'softmax' }],
    [
      'arg-max, no restoring step: scores interpolated, then decided',
      [softmax, argMax],
      { ...byArgMax, carry: 'scores', activation: 'softmax' },
    ],
    [
      "Clara's segmentation: labels by Resize; softmax cannot change an arg-max",
      [softmax, argMax, resize],
      { ...byArgMax, carry: 'labels-by-resize' },
    ],
    [
      "DeepGrow's: labels on the path of the clicks, decided on logits",
      [sigmoid, half, { kind: 'restore', rule: 'guided' }],
      { ...byLogit, carry: 'labels-by-guided' },
    ],
    [
      'the same with nothing decided',
      [{ kind: 'restore', rule: 'guided' }],
      { ...byArgMax, carry: 'labels-by-guided' },
    ],
    [
      'a fast return: labels, in one hop',
      [softmax, argMax, { kind: 'restore', rule: 'place' }, cleanHoles],
      { ...byArgMax, carry: 'labels-by-place', after: [holes] },
    ],
    [
      'Invertd with nearest after the decision',
      [softmax, argMax, nearest],
      { ...byArgMax, carry: 'labels-by-nearest' },
    ],
    [
      "MONAI Label's presets invert the logits: softmax after that cannot change an arg-max",
      [nearest, softmax, argMax],
      { ...byArgMax, carry: 'scores' },
    ],
    [
      'probabilities inverted, then decided',
      [softmax, nearest, argMax],
      { ...byArgMax, carry: 'scores', activation: 'softmax' },
    ],
    [
      'a threshold before the arg-max looks at the scores themselves',
      [halfArgMax, resize],
      { ...byArgMax, decide: { kind: 'threshold-arg-max', at: 0.5 }, carry: 'labels-by-resize' },
    ],
    [
      'so on logits it is another threshold',
      [nearest, sigmoid, halfArgMax],
      { ...byArgMax, decide: { kind: 'threshold-arg-max', at: LOGIT_OF_HALF }, carry: 'scores' },
    ],
    [
      'and with softmax, for which there is none, probabilities are interpolated',
      [nearest, softmax, halfArgMax],
      { ...byArgMax, decide: { kind: 'threshold-arg-max', at: 0.5 }, carry: 'scores', activation: 'softmax' },
    ],
  ] satisfies [string, PostSpec[], ReturnPlan][])('%s', (_why, post, plan) => {
    expect(planReturn(post, 3)).toEqual(plan);
  });

  it.each([
    ['nothing named', [], { ...byHalf, carry: 'scores' }],
    [
      'a threshold on probabilities that are interpolated needs them',
      [sigmoid, nearest, half],
      { ...byHalf, carry: 'scores', activation: 'sigmoid' },
    ],
    [
      'where labels go home, one on logits decides alike',
      [sigmoid, half, resize],
      { ...byLogit, carry: 'labels-by-resize' },
    ],
    [
      'so it does where nobody named the threshold',
      [sigmoid, { kind: 'restore', rule: 'place' }],
      { ...byLogit, carry: 'labels-by-place' },
    ],
    [
      'before an arg-max it does not: sigmoids tie where logits do not',
      [sigmoid, halfArgMax, nearest],
      {
        ...byHalf,
        decide: { kind: 'threshold-arg-max', at: 0.5 },
        carry: 'labels-by-nearest',
        activation: 'sigmoid',
      },
    ],
    [
      'a threshold on the sigmoid of inverted logits is one on the logits',
      [nearest, sigmoid, half],
      { ...byLogit, carry: 'scores' },
    ],
    ['so is the threshold that nobody named', [nearest, sigmoid], { ...byLogit, carry: 'scores' }],
  ] satisfies [string, PostSpec[], ReturnPlan][])('of one channel: %s', (_why, post, plan) => {
    expect(planReturn(post, 1)).toEqual(plan);
  });
});

describe("a config's own order decides where labels are tidied", () => {
  it.each([
    [
      'before the restoring step: on the grid of the network',
      [argMax, cleanLargest, resize],
      { ...byArgMax, before: [largest], carry: 'labels-by-resize' },
    ],
    [
      'after it: on the grid of the image',
      [argMax, nearest, cleanLargest],
      { ...byArgMax, after: [largest], carry: 'labels-by-nearest' },
    ],
    [
      'some here, some there',
      [argMax, cleanHoles, nearest, cleanLargest, cleanHoles],
      { ...byArgMax, before: [holes], after: [largest, holes], carry: 'labels-by-nearest' },
    ],
    [
      "MONAI Label's presets: logits go home, are decided, then tidied; Restored finds nothing left to do",
      [nearest, softmax, argMax, cleanLargest, resize],
      { ...byArgMax, after: [largest], carry: 'scores' },
    ],
    [
      'with no restoring step: at home, where scores are decided',
      [softmax, argMax, cleanLargest],
      { ...byArgMax, after: [largest], carry: 'scores', activation: 'softmax' },
    ],
    [
      'what tidies labels has them decided, even where no decision is named',
      [cleanLargest, nearest],
      { ...byArgMax, before: [largest], carry: 'labels-by-nearest' },
    ],
  ] satisfies [string, PostSpec[], ReturnPlan][])('%s', (_why, post, plan) => {
    expect(planReturn(post, 2)).toEqual(plan);
  });
});
