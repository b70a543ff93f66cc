import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  ANNOTATION,
  DEEPEDIT,
  DEEPGROW_2D,
  DEEPGROW_3D,
  DEEPGROW_PIPELINE,
} from '../fixtures/click-models.js';
import { networkConfig } from '../fixtures/network-config.js';
import type { NetworkConfig } from '../model-config.js';
import { decodeModelConfig } from './decode-model-config.js';

type Json = Readonly<Record<string, unknown>>;

const fixture = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

const malformed = (message: RegExp) =>
  expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) });

const WINDOWS = {
  kind: 'sliding-window',
  axisOrder: 'XYZ',
  roi: [160, 160, 160],
  overlap: 0.25,
  mode: 'constant',
  sigmaScale: 0.125,
  paddingMode: 'constant',
  cval: 0,
} as const;

const CT_RANGE = {
  kind: 'scale-intensity-range',
  aMin: -57,
  aMax: 164,
  bMin: 0,
  bMax: 1,
  clip: true,
} as const;

const SPLEEN_V2: NetworkConfig = {
  type: 'segmentation',
  labels: ['spleen'],
  description: 'Segmentation of the spleen on CT',
  version: '2',
  extra: { roi: [160, 160, 160] },
  pre: [{ kind: 'spacing', pixdim: [1, 1, 1], mode: 'bilinear' }, CT_RANGE],
  guided: [],
  clickLists: [],
  inference: { inferer: { ...WINDOWS, batchSize: 3 } },
  post: [
    { kind: 'discretise', decide: { kind: 'arg-max' } },
    { kind: 'restore', rule: 'resize' },
  ],
};

const SPLEEN_V4: NetworkConfig = {
  ...SPLEEN_V2,
  inference: { inferer: WINDOWS },
  version: '1',
  extra: { organ: 'spleen' },
  pre: [
    {
      kind: 'spacing',
      pixdim: [1, 1, 1],
      diagonal: false,
      mode: 'bilinear',
      paddingMode: 'border',
      alignCorners: false,
      scaleExtent: false,
    },
    CT_RANGE,
  ],
  post: [
    { kind: 'activation', function: 'softmax' },
    { kind: 'discretise', decide: { kind: 'arg-max' } },
    { kind: 'restore', rule: 'resize' },
    { kind: 'report', fact: 'box' },
  ],
};

const HEART: NetworkConfig = {
  type: 'segmentation',
  labels: ['Heart', 'Asc', 'Des'],
  description: 'Heart and aorta on CT angiography',
  version: '2',
  extra: { roi: [224, 224, 144] },
  pre: [
    { kind: 'spacing', pixdim: [1.5, 1.5, 2], mode: 'bilinear' },
    { kind: 'normalize-intensity', nonzero: true, channelWise: true },
  ],
  guided: [],
  clickLists: [],
  inference: { inferer: { ...WINDOWS, roi: [224, 224, 144], batchSize: 1 } },
  post: [
    { kind: 'discretise', decide: { kind: 'threshold-arg-max', at: 0.5 } },
    { kind: 'restore', rule: 'resize' },
  ],
};

describe('a config of', () => {
  it.each([
    ['Clara Train 2', 'spleen-v2', SPLEEN_V2],
    ['Clara Train 2, as a server stored it', 'heart-v2', HEART],
    [
      'Clara Train 3',
      'spleen-v3',
      {
        ...SPLEEN_V2,
        version: '3',
        extra: { organ: 'spleen' },
        inference: { inferer: { ...WINDOWS, batchSize: 1 } },
      },
    ],
    ['Clara Train 4', 'spleen-v4', SPLEEN_V4],
    ['a model of extreme points', 'annotation-v3', ANNOTATION],
    ['DeepGrow on slices', 'deepgrow-2d-v4', DEEPGROW_2D],
    ['DeepGrow on volumes', 'deepgrow-3d-v4', DEEPGROW_3D],
    ['both of them', 'deepgrow-pipeline-v4', DEEPGROW_PIPELINE],
    ['DeepEdit', 'deepedit-v4', DEEPEDIT],
  ])('%s decodes whole', (_generation, name, config) => {
    expect(decodeModelConfig(fixture(name))).toEqual(config);
  });
});

const decoded = (inference: unknown, rest: Json = {}): NetworkConfig =>
  networkConfig({ type: 'segmentation', inference, ...rest });

const SIMPLE = { kind: 'simple', axisOrder: 'XYZ' };
const ROI = { scanning_window: true, roi: [9, 8, 7] };
const SLIDING = { kind: 'sliding-window', roi: [9, 8, 7], overlap: 0.25 };

describe('the generation is told by the shape of the inference block', () => {
  it.each([
    ['fields that lie openly', { image: 'image', ...ROI }, SLIDING],
    ['flags and numbers as texts', { scanning_window: 'True', roi: ['9', 8, 7] }, SLIDING],
    ['no window', { image: 'image', batch_size: 1 }, { ...SIMPLE, batchSize: 1 }],
    ['windows in batches', { name: 'TFInference', args: ROI, batch_size: '4' }, { ...SLIDING, batchSize: 4 }],
    ['an axis order of ours', { image: 'image', axis_order: 'ZYX' }, { kind: 'simple', axisOrder: 'ZYX' }],
    ['a class with arguments', { name: 'TFInference', args: ROI }, SLIDING],
    ['a class and open fields', { name: 'TRTISInference', ...ROI }, SLIDING],
    ['arguments before open fields', { name: 'TFInference', args: ROI, roi: [1, 1, 1] }, SLIDING],
    ['a class by its module', { name: 'ai4med.aiaa.TFInference', args: {} }, SIMPLE],
    ['a mapping of nodes alone', { node_mapping: { NV_MODEL_INPUT: 'image' } }, SIMPLE],
    ['one engine', { AIAA: { args: { ...ROI, overlap: '0.5' } } }, { ...SLIDING, overlap: 0.5 }],
    ['one engine without arguments', { AIAA: { name: 'aiaa.inference.PyTorchInference' } }, SIMPLE],
    ['both engines, of which AIAA counts', { TRITON: { args: { roi: 3 } }, AIAA: { args: ROI } }, SLIDING],
    [
      'an engine beside open fields',
      { AIAA: { args: ROI }, roi: [1, 1, 1], scanning_window: false },
      SLIDING,
    ],
  ])('%s', (_what, inference, inferer) => {
    expect(decoded(inference).inference.inferer).toMatchObject(inferer);
  });

  it('whatever the version says', () => {
    expect(decoded({ AIAA: { args: ROI } }, { version: 2 })).toMatchObject({
      version: '2',
      inference: { inferer: SLIDING },
    });
  });

  it.each([
    ['beside an empty block', { inference: {} }],
    ['without a block', {}],
    ['and gives way to the field itself', { inference: { roi: [9, 8, 7] }, inference_roi: [1, 1, 1] }],
  ])('a twin is read %s', (_what, config) => {
    const twins = { inference_scanning_window: true, inference_roi: [9, 8, 7] };
    expect(networkConfig({ type: 'others', ...twins, ...config }).inference.inferer).toMatchObject(SLIDING);
  });

  it.each([
    ['tf', { image: 'image', tf: { input_nodes: { image: 'IN' }, output_nodes: { model: 'OUT' } } }],
    ['node_mapping', { name: 'TFInference', node_mapping: { IN: 'image', OUT: 'model' } }],
    ['Triton', { TRITON: { triton_model_config: { input: [{ name: 'INPUT__0' }] } } }],
  ])('the nodes that %s names are those of another file', (_what, inference) => {
    expect(decoded(inference).inference).toEqual({ inferer: SIMPLE });
  });

  it.each([
    ['openly', { image: 'image', input_node: 'x', output_node: 'y' }],
    ['among the arguments', { name: 'TFInference', args: { input_node: 'x', output_node: 'y' } }],
    ['in an engine', { AIAA: { args: { input_node: 'x', output_node: 'y' } } }],
  ])('the nodes of the ONNX file are named %s', (_what, inference) => {
    expect(decoded(inference).inference).toEqual({ inputNode: 'x', outputNode: 'y', inferer: SIMPLE });
  });
});

describe('what clients are told', () => {
  it.each([
    [
      'padding and roi',
      { image: 'image', padding: 20, roi: [128, 128, 128] },
      { padding: 20, roi: [128, 128, 128] },
    ],
    ['nothing that is null', { image: 'image', padding: null, roi: null }, {}],
    ['additional_info', { name: 'TFInference', additional_info: { padding: 20 } }, { padding: 20 }],
    ['meta_data', { AIAA: {}, meta_data: { deepgrow: '2D' } }, { deepgrow: '2D' }],
  ])('%s', (_what, inference, extra) => {
    expect(decoded(inference).extra).toEqual(extra);
  });
});

describe('what is wrong is named by its path in the file', () => {
  it.each([
    [undefined, /^inference: expected an object, found nothing/],
    ['TFInference', /^inference: expected an object, found "TFInference"/],
    [{}, /^inference: expected an AIAA or TRITON block, a name with args, or fields such as scanning_window/],
    [{ Aiaa: {} }, /^inference: expected an AIAA or TRITON block/],
    [{ AIAA: null, TRITON: null }, /^inference: expected an AIAA or TRITON block/],
    [{ scanning_window: true }, /^inference\.roi: expected three numbers, found nothing/],
    [{ scanning_window: 'yes' }, /^inference\.scanning_window: expected true or false, found "yes"/],
    [{ ...ROI, overlap: 1 }, /^inference\.overlap: expected an overlap from 0 up to, but not, 1, found 1/],
    [{ roi: '96x96x96' }, /^inference\.roi: expected a number, found "96x96x96"/],
    [{ image: 'image', padding: [1, 'x'] }, /^inference\.padding\[1\]: expected a number/],
    [
      { image: 'image', channel_first: 'false' },
      /^inference\.channel_first: expected true: .*, found "false"/,
    ],
    [{ name: 'mine.Inference' }, /^inference\.name: expected PyTorchInference, .*, found "mine\.Inference"/],
    [{ name: 'TFInference', args: 7 }, /^inference\.args: expected an object, found 7/],
    [
      { name: 'TFInference', args: { ...ROI, overlap: -1 } },
      /^inference\.args\.overlap: expected an overlap/,
    ],
    [
      { name: 'TFInference', args: { scanning_window: true } },
      /^inference\.args\.roi: expected three numbers/,
    ],
    [{ name: 'TFInference', additional_info: [] }, /^inference\.additional_info: expected an object/],
    [{ AIAA: { name: 'mine.Pipeline' } }, /^inference\.AIAA\.name: expected PyTorchInference, /],
    [{ AIAA: 'PyTorchInference' }, /^inference\.AIAA: expected an object/],
    [{ AIAA: { args: { scanning_window: true } } }, /^inference\.AIAA\.args\.roi: expected three numbers/],
    [{ TRITON: { args: { ...ROI, overlap: 2 } } }, /^inference\.TRITON\.args\.overlap: expected an overlap/],
    [{ AIAA: {}, meta_data: 'x' }, /^inference\.meta_data: expected an object/],
  ])('%j', (inference, message) => {
    expect(() => decoded(inference)).toThrow(malformed(message));
  });

  it.each([
    ['heart-1.type', { 'heart-1': { type: 'hart' } }],
    ['heart-1.inference_roi', { 'heart-1': { type: 'others', inference_scanning_window: true } }],
    ['heart-1.inference.roi', { 'heart-1': { type: 'others', inference: { scanning_window: true } } }],
    ['heart-1.inference_overlap', { 'heart-1': { type: 'others', inference_overlap: 7, ...twinsOf(ROI) } }],
    [
      'heart-1.pre_transforms[0].name',
      { 'heart-1': { ...twinsOf(ROI), type: 'others', pre_transforms: [{}] } },
    ],
  ])('under the name of a model: %s', (jsonPath, json) => {
    expect(() => decodeModelConfig(json)).toThrow(expect.objectContaining({ jsonPath }));
  });

  it('two models are one too many', () => {
    const both = { ...fixture('heart-v2'), other: fixture('spleen-v2') };
    expect(() => decodeModelConfig(both)).toThrow(malformed(/^There are 2 models; a folder holds one\.$/));
  });
});

function twinsOf(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [`inference_${field}`, value]));
}
