import { describe, expect, it } from '@jest/globals';
import { assertServes, serves } from './assert-serves.js';
import { MODEL_TYPES, type ModelType } from './model-summary.js';
import type { ModelRequest } from './requests.js';

const KINDS: readonly ModelRequest['kind'][] = ['segmentation', 'dextr3d', 'deepgrow', 'inference'];

describe('a request is for models of some types', () => {
  it.each<[type: ModelType, kinds: readonly string[]]>([
    ['segmentation', ['segmentation', 'inference']],
    ['annotation', ['dextr3d', 'inference']],
    ['deepgrow', ['deepgrow', 'inference']],
    ['classification', ['inference']],
    ['others', ['segmentation', 'inference']],
    ['pipeline', ['segmentation', 'deepgrow', 'inference']],
  ])('%s answers %j', (type, kinds) => {
    expect(KINDS.filter((kind) => serves(kind, type))).toEqual(kinds);
  });

  it('covers every type', () => {
    expect(MODEL_TYPES.filter((type) => !serves('inference', type))).toEqual([]);
  });

  it('says what to ask for instead', () => {
    expect(() => assertServes('segmentation', { name: 'spleen', type: 'deepgrow' })).toThrow(
      'Model spleen is of type deepgrow, which is not for segmentation: ask for deepgrow or inference.',
    );
  });
});
