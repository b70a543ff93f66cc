import { describe, expect, it } from '@jest/globals';
import { decodeModelConfig } from './decode-model-config.js';

type Json = Readonly<Record<string, unknown>>;

const decoded = (inference: unknown, rest: Json = {}) =>
  decodeModelConfig({ type: 'pipeline', inference, ...rest });

const malformed = (message: RegExp) =>
  expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) });

const UNION = { name: 'UnionInferencePipeline', args: { models: ['liver', 'spleen', 'aorta'] } };
const DEEPGROW = { name: 'DeepgrowInferencePipeline', args: { models: ['flat', 'deep'] } };

describe('a pipeline', () => {
  it.each([
    ['of DeepGrow', { AIAA: DEEPGROW }, { run: 'deepgrow', models: ['flat', 'deep'] }],
    [
      'by its module, with what other runtimes want',
      {
        AIAA: {
          name: 'aiaa.apps.deepgrow.DeepgrowInferencePipeline',
          args: { ...DEEPGROW.args, batch_size: 32 },
        },
      },
      { run: 'deepgrow', models: ['flat', 'deep'] },
    ],
    ['in the other engine', { TRITON: DEEPGROW }, { run: 'deepgrow' }],
    ['in both, of which AIAA counts', { TRITON: DEEPGROW, AIAA: UNION }, { run: 'union' }],
    ['of Clara Train 3', UNION, { run: 'union', models: ['liver', 'spleen', 'aorta'] }],
    ['of one model', { AIAA: { ...UNION, args: { models: ['liver'] } } }, { models: ['liver'] }],
  ])('%s', (_what, inference, config) => {
    expect(decoded(inference)).toMatchObject({ type: 'pipeline', ...config });
  });

  it.each([
    [{ AIAA: DEEPGROW }, { deepgrow: '3D' }],
    [
      { AIAA: DEEPGROW, meta_data: { deepgrow: '2D', organ: 'any' } },
      { deepgrow: '2D', organ: 'any' },
    ],
    [{ ...DEEPGROW, additional_info: { deepgrow: null } }, { deepgrow: '3D' }],
    [{ AIAA: UNION, meta_data: { organ: 'all' } }, { organ: 'all' }],
    [{ AIAA: UNION }, {}],
  ])('%j tells clients %j', (inference, extra) => {
    expect(decoded(inference).extra).toEqual(extra);
  });

  it('tidies the mask of its models, and reports on it', () => {
    const post_transforms = [{ name: 'LargestCCd' }, { name: 'BoundingBoxd' }];
    expect(decoded({ AIAA: UNION }, { post_transforms }).post).toEqual([
      { kind: 'clean', transform: { kind: 'largest-component' } },
      { kind: 'report', fact: 'box' },
    ]);
  });
});

describe('what is wrong with a pipeline is named by its path', () => {
  const models = (list: unknown, name = 'UnionInferencePipeline') => ({
    AIAA: { name, args: { models: list } },
  });

  it.each([
    [undefined, /^inference: expected an object that names a pipeline and its models, found nothing/],
    ['union', /^inference: expected an object that names a pipeline/],
    [{}, /^inference\.name: expected a text, found nothing/],
    [{ AIAA: { args: UNION.args } }, /^inference\.AIAA\.name: expected a text, found nothing/],
    [
      { AIAA: { ...UNION, name: 'mine.Pipeline' } },
      /^inference\.AIAA\.name: expected DeepgrowInferencePipeline or UnionInferencePipeline, for other Python/,
    ],
    [
      { AIAA: { ...UNION, name: 'aiaa.inference.PyTorchInference' } },
      /^inference\.AIAA\.name: expected Deepgrow/,
    ],
    [{ AIAA: { name: UNION.name } }, /^inference\.AIAA\.args\.models: expected a list, found nothing/],
    [{ TRITON: { ...UNION, args: 3 } }, /^inference\.TRITON\.args: expected an object, found 3/],
    [{ ...UNION, args: {} }, /^inference\.args\.models: expected a list, found nothing/],
    [models([]), /^inference\.AIAA\.args\.models: expected one model at least, found \[\]/],
    [models(['liver', 7]), /^inference\.AIAA\.args\.models\[1\]: expected a text, found 7/],
    [
      models(['../liver']),
      /^inference\.AIAA\.args\.models\[0\]: expected the name of a model, found "\.\.\/liver"/,
    ],
    [models(['liver', 'liver']), /^inference\.AIAA\.args\.models: expected each model once/],
    [models(['flat'], DEEPGROW.name), /args\.models: expected two models, one of slices and one of volumes/],
    [models(['a', 'b', 'c'], DEEPGROW.name), /args\.models: expected two models/],
    [{ AIAA: UNION, meta_data: 'x' }, /^inference\.meta_data: expected an object/],
    [
      { AIAA: DEEPGROW, meta_data: { deepgrow: 3 } },
      /^inference\.meta_data\.deepgrow: expected a text, found 3/,
    ],
  ])('%j', (inference, message) => {
    expect(() => decoded(inference)).toThrow(malformed(message));
  });

  it.each([
    [
      { post_transforms: [{ name: 'AsDiscrete', args: { argmax: true } }] },
      /^post_transforms: the models of a pipe/,
    ],
    [
      { post_transforms: [{ name: 'Activations', args: { sigmoid: true } }] },
      /^post_transforms: the models of a pipe/,
    ],
    [{ pre_transforms: [{ name: 'Spacign' }] }, /^pre_transforms\[0\]\.name: .*did you mean Spacing\?/],
    [{ cache_until: 'Spacing' }, /^cache_until: expected ALL, or the name of one of pre_transforms/],
  ])('%j', (rest, message) => {
    expect(() => decoded({ AIAA: UNION }, rest)).toThrow(malformed(message));
  });
});
