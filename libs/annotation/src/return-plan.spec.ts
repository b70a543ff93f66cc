import { describe, expect, it } from '@jest/globals';
import type { PostSpec } from '@aiaa/models';
import { planReturn } from './return-plan.js';

const softmax: PostSpec = { kind: 'activation', function: 'softmax' };
const sigmoid: PostSpec = { kind: 'activation', function: 'sigmoid' };
const argMax: PostSpec = { kind: 'discretise', decide: { kind: 'arg-max' } };
const half: PostSpec = { kind: 'discretise', decide: { kind: 'threshold', at: 0.5 } };
const resize: PostSpec = { kind: 'restore', rule: 'resize' };
const nearest: PostSpec = { kind: 'restore', rule: 'nearest' };

describe("a config's own order decides how its result goes home", () => {
  it.each([
    ['nothing named', [], { carry: 'scores' }],
    ['softmax alone', [softmax], { carry: 'scores', activation: 'softmax' }],
    [
      'arg-max, no restoring step: scores interpolated, then decided',
      [softmax, argMax],
      { carry: 'scores', activation: 'softmax', decide: { kind: 'arg-max' } },
    ],
    [
      "Clara's segmentation: labels by Resize; softmax cannot change an arg-max",
      [softmax, argMax, resize],
      { carry: 'labels-by-resize', decide: { kind: 'arg-max' } },
    ],
    [
      'Invertd with nearest after the decision',
      [softmax, argMax, nearest],
      { carry: 'labels-by-nearest', decide: { kind: 'arg-max' } },
    ],
    [
      "MONAI Label's presets invert the logits: softmax after that cannot change an arg-max",
      [nearest, softmax, argMax],
      { carry: 'scores', decide: { kind: 'arg-max' } },
    ],
    [
      'probabilities inverted, then decided',
      [softmax, nearest, argMax],
      { carry: 'scores', activation: 'softmax', decide: { kind: 'arg-max' } },
    ],
    [
      'a threshold on probabilities needs them',
      [sigmoid, half, resize],
      { carry: 'labels-by-resize', activation: 'sigmoid', decide: { kind: 'threshold', at: 0.5 } },
    ],
    [
      'a threshold on the sigmoid of inverted logits is one on the logits',
      [nearest, sigmoid, half],
      { carry: 'scores', decide: { kind: 'threshold', at: 0 } },
    ],
  ] satisfies [string, PostSpec[], unknown][])('%s', (_why, post, plan) => {
    expect(planReturn(post)).toEqual(plan);
  });
});
