import { describe, expect, it } from '@jest/globals';
import type { PostSpec } from '../model-config.js';
import { decodeModelConfig } from './decode-model-config.js';
import { fastReturn } from './fast-return.js';

const SOFTMAX: PostSpec = { kind: 'activation', function: 'softmax' };
const DECIDE: PostSpec = { kind: 'discretise', decide: { kind: 'arg-max' } };
const INVERT: PostSpec = { kind: 'restore', rule: 'nearest' };
const RESTORED: PostSpec = { kind: 'restore', rule: 'resize' };
const PLACE: PostSpec = { kind: 'restore', rule: 'place' };
const CLEAN: PostSpec = { kind: 'clean', transform: { kind: 'largest-component' } };

describe('a fast return', () => {
  it.each<[string, readonly PostSpec[], readonly PostSpec[]]>([
    ['of scores that no step brings home', [SOFTMAX, DECIDE], [SOFTMAX, DECIDE, PLACE]],
    ['of scores that are inverted first', [INVERT, SOFTMAX, DECIDE, CLEAN], [SOFTMAX, DECIDE, PLACE, CLEAN]],
    ['where nothing is said', [], [PLACE]],
    ['where only an activation is named', [INVERT, SOFTMAX], [SOFTMAX, PLACE]],
    ['of labels, which have a rule of their own', [DECIDE, RESTORED], [DECIDE, RESTORED]],
    ['of labels that are tidied before they go', [CLEAN, RESTORED], [CLEAN, RESTORED]],
  ])('%s', (_what, post, fast) => {
    expect(fastReturn(post)).toEqual(fast);
  });

  it.each([
    [undefined, [DECIDE]],
    ['exact', [DECIDE]],
    ['fast', [DECIDE, PLACE]],
  ])('is a setting of the model: %s', (restore, post) => {
    const config = decodeModelConfig({
      type: 'segmentation',
      inference: { AIAA: { args: { restore } } },
      post_transforms: [{ name: 'AsDiscreted', args: { argmax: true } }],
    });
    expect(config.post).toEqual(post);
  });

  it('is exact or fast, nothing else', () => {
    const config = { type: 'segmentation', inference: { AIAA: { args: { restore: 'quick' } } } };
    expect(() => decodeModelConfig(config)).toThrow(
      'inference.AIAA.args.restore: expected one of exact, fast',
    );
  });
});
