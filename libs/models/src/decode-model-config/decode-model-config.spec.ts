import { describe, expect, it } from '@jest/globals';
import { networkConfig } from '../fixtures/network-config.js';
import { decodeModelConfig } from './decode-model-config.js';

/** A spleen segmentation of the v4 generation, as Clara 4 described them. */
const SPLEEN = {
  version: 1,
  type: 'segmentation',
  labels: ['spleen'],
  description: 'A spleen on CT.',
  pre_transforms: [
    { name: 'monai.transforms.LoadImaged', args: { keys: 'image' } },
    { name: 'monai.transforms.AddChanneld', args: { keys: 'image' } },
    { name: 'monai.transforms.Spacingd', args: { keys: 'image', pixdim: [1, 1, 1], mode: 'bilinear' } },
    {
      name: 'monai.transforms.ScaleIntensityRanged',
      args: { keys: 'image', a_min: -100, a_max: 300, b_min: 0, b_max: 1, clip: 'true' },
    },
  ],
  inference: {
    input: 'image',
    output: 'pred',
    meta_data: { organ: 'spleen' },
    AIAA: {
      name: 'aiaa.inference.PyTorchInference',
      args: { scanning_window: true, roi: [160, 160, 160], overlap: 0.25, sw_device: 'cuda', device: 'cpu' },
    },
    TRITON: { name: 'aiaa.inference.TritonInference', args: { scanning_window: true, roi: [96, 96, 96] } },
  },
  post_transforms: [
    { name: 'monai.transforms.AddChanneld', args: { keys: 'pred' } },
    { name: 'monai.transforms.Activationsd', args: { keys: 'pred', softmax: true } },
    { name: 'monai.transforms.AsDiscreted', args: { keys: 'pred', argmax: true } },
    { name: 'monai.transforms.SqueezeDimd', args: { keys: 'pred', dim: 0 } },
    { name: 'monai.transforms.ToNumpyd', args: { keys: 'pred' } },
    { name: 'aiaa.transforms.Restored', args: { keys: 'pred', ref_image: 'image' } },
    { name: 'aiaa.transforms.ExtremePointsd', args: { keys: 'pred', result: 'result', points: 'points' } },
    { name: 'aiaa.transforms.BoundingBoxd', args: { keys: 'pred', result: 'result', bbox: 'bbox' } },
  ],
  writer: { name: 'aiaa.transforms.Writer', args: { image: 'pred', json: 'result' } },
};

/** The config with one member, named by its path, set to another value. */
function withChange(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(SPLEEN) as unknown;
  let here = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) here = here[key] as Record<string | number, unknown>;
  here[path.at(-1) ?? ''] = value;
  return copy;
}

describe('a config of the v4 generation', () => {
  const config = networkConfig(SPLEEN);

  it('tells what the model is', () => {
    expect(config).toMatchObject({
      type: 'segmentation',
      labels: ['spleen'],
      description: 'A spleen on CT.',
      version: '1',
      extra: { organ: 'spleen' },
    });
  });

  it('keeps the transforms that do something, with typed arguments', () => {
    expect(config.pre).toEqual([
      {
        kind: 'spacing',
        pixdim: [1, 1, 1],
        diagonal: false,
        mode: 'bilinear',
        paddingMode: 'border',
        alignCorners: false,
        scaleExtent: false,
      },
      { kind: 'scale-intensity-range', aMin: -100, aMax: 300, bMin: 0, bMax: 1, clip: true },
    ]);
  });

  it('takes the windows of the AIAA block, with the defaults of MONAI', () => {
    expect(config.inference.inferer).toEqual({
      kind: 'sliding-window',
      axisOrder: 'XYZ',
      roi: [160, 160, 160],
      overlap: 0.25,
      mode: 'constant',
      sigmaScale: 0.125,
      paddingMode: 'constant',
      cval: 0,
    });
  });

  it('takes the TRITON block where it stands alone', () => {
    const alone = networkConfig(withChange(['inference', 'AIAA'], undefined));
    expect(alone.inference.inferer).toMatchObject({ kind: 'sliding-window', roi: [96, 96, 96] });
  });

  it('keeps the order of what happens after the network', () => {
    expect(config.post).toEqual([
      { kind: 'activation', function: 'softmax' },
      { kind: 'discretise', decide: { kind: 'arg-max' } },
      { kind: 'restore', rule: 'resize' },
      { kind: 'report', fact: 'box' },
    ]);
  });
});

describe('the decision', () => {
  it.each([
    [{ argmax: true }, { kind: 'arg-max' }],
    [{ argmax: [true] }, { kind: 'arg-max' }],
    [{ threshold: 0.3 }, { kind: 'threshold', at: 0.3 }],
    [
      { threshold_values: true, logit_thresh: 0.7 },
      { kind: 'threshold', at: 0.7 },
    ],
    [{ threshold_values: 'True' }, { kind: 'threshold', at: 0.5 }],
  ])('%j decides by %j', (args, decide) => {
    const json = withChange(['post_transforms'], [{ name: 'AsDiscreted', args }]);
    expect(decodeModelConfig(json).post).toEqual([{ kind: 'discretise', decide }]);
  });
});

it('the precision of a network is what its file says, or what its config says', () => {
  const inference = (args: object) => {
    const config = decodeModelConfig({ type: 'segmentation', inference: { AIAA: { args } } });
    return config.type === 'pipeline' ? undefined : config.inference;
  };
  expect(inference({})).not.toHaveProperty('precision');
  expect(inference({ precision: 'float16' })).toMatchObject({ precision: 'float16' });
});

describe('what is wrong is named by its JSON path', () => {
  const args = ['inference', 'AIAA', 'args'] as const;
  it.each([
    [['type'], 'segmentaton', /^type: expected one of segmentation/],
    [['labels'], { spleen: 1 }, /^labels: expected a list/],
    [['labels'], [1], /^labels\[0\]: expected a text, found 1/],
    [['inference'], undefined, /^inference: expected an object, found nothing/],
    [[...args, 'overlap'], 2, /^inference\.AIAA\.args\.overlap: .*, found 2/],
    [[...args, 'overlap'], 1, /^inference\.AIAA\.args\.overlap: .*, found 1/],
    [[...args, 'overlap'], -0.1, /^inference\.AIAA\.args\.overlap: /],
    [[...args, 'overlap'], NaN, /^inference\.AIAA\.args\.overlap: expected a number/],
    [[...args, 'roi'], '128x128x128', /^inference\.AIAA\.args\.roi: expected a number/],
    [[...args, 'roi'], [96, 96], /^inference\.AIAA\.args\.roi: expected three numbers/],
    [[...args, 'axis_order'], 'XYY', /^inference\.AIAA\.args\.axis_order: expected one of XYZ/],
    [
      [...args, 'batch_size'],
      0,
      /^inference\.AIAA\.args\.batch_size: expected a whole number from 1, found 0/,
    ],
    [[...args, 'batch_size'], 2.5, /^inference\.AIAA\.args\.batch_size: expected a whole number from 1/],
    [
      [...args, 'precision'],
      'int8',
      /^inference\.AIAA\.args\.precision: expected one of float16, found "int8"/,
    ],
    [['pre_transforms', 2, 'name'], 'Spacign', /^pre_transforms\[2\]\.name: .*did you mean Spacing\?/],
    [
      ['pre_transforms', 2, 'name'],
      'constructor',
      /^pre_transforms\[2\]\.name: expected a transform we know: /,
    ],
    [
      ['pre_transforms', 2, 'args', 'pixdim'],
      ['1', 'a', 1],
      /^pre_transforms\[2\]\.args\.pixdim\[1\]: expected a number/,
    ],
    [
      ['pre_transforms', 2, 'args', 'pixdm'],
      [1, 1, 1],
      /^pre_transforms\[2\]\.args\.pixdm: there is no such argument \(did you mean pixdim\?\); known: pixdim/,
    ],
    [
      ['pre_transforms', 3, 'args', 'clip'],
      'maybe',
      /^pre_transforms\[3\]\.args\.clip: expected true or false/,
    ],
    [['post_transforms', 2, 'args'], {}, /^post_transforms\[2\]\.args: expected argmax or a threshold/],
  ])('%j set to %j', (path, value, message) => {
    const json = withChange(path, value);
    expect(() => decodeModelConfig(json)).toThrow(
      expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) }),
    );
  });

  it.each([[null], [7], ['text'], [[]]])('a document that is %j', (json) => {
    expect(() => decodeModelConfig(json)).toThrow(expect.objectContaining({ tag: 'MalformedModelConfig' }));
  });
});
