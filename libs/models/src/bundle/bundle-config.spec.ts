import { describe, expect, it } from '@jest/globals';
import { decodeModelConfig } from '../decode-model-config/decode-model-config.js';
import { networkConfig } from '../fixtures/network-config.js';
import { bundleConfig } from './bundle-config.js';

const METADATA = {
  version: '0.5.3',
  description: 'Segments the spleen.',
  network_data_format: {
    outputs: { pred: { num_channels: 2, channel_def: { '0': 'background', '1': 'spleen' } } },
  },
};

const PRE = [
  { _target_: 'LoadImaged', keys: '@image_key', reader: '$monai.data.ITKReader' },
  { _target_: 'EnsureChannelFirstd', keys: '@image_key' },
  { _target_: 'monai.transforms.Orientationd', keys: '@image_key', axcodes: 'RAS' },
  { _target_: 'Spacingd', keys: '@image_key', pixdim: '@spacing', mode: 'bilinear' },
  { _target_: 'RandFlipd', _disabled_: true, keys: 'image', prob: 0.5 },
  { _target_: 'ScaleIntensityRanged', keys: 'image', a_min: -57, a_max: 164, b_min: 0, b_max: 1, clip: true },
  { _target_: 'EnsureTyped', keys: 'image', device: '@device' },
];

const POST = [
  { _target_: 'Activationsd', keys: 'pred', softmax: true },
  { _target_: 'Invertd', keys: 'pred', transform: '@preprocessing', orig_keys: '@image_key', nearest_interp: false, to_tensor: true },
  { _target_: 'AsDiscreted', keys: 'pred', argmax: true },
  { _target_: 'SaveImaged', keys: 'pred', output_dir: '$@bundle_root + "/eval"' },
]; // prettier-ignore

const INFERENCE = {
  imports: ['$import glob'],
  image_key: 'image',
  spacing: [1.5, 1.5, 2],
  device: "$torch.device('cuda:0')",
  network: '$@network_def.to(@device)',
  preprocessing: { _target_: 'Compose', transforms: PRE },
  inferer: { _target_: 'SlidingWindowInferer', roi_size: [96, 96, 96], sw_batch_size: 4, overlap: 0.5 },
  postprocessing: { _target_: 'Compose', transforms: POST },
};

const made = (inference: object, metadata: object = METADATA) => bundleConfig({ metadata, inference });

const pre = (...transforms: readonly object[]) => ({
  ...INFERENCE,
  preprocessing: { _target_: 'Compose', transforms },
});

describe('the config of a MONAI bundle', () => {
  it('is what the bundle does', () => {
    expect(decodeModelConfig(made(INFERENCE))).toMatchObject({
      type: 'segmentation',
      version: '0.5.3',
      labels: ['spleen'],
      description: 'Segments the spleen.',
      pre: [
        { kind: 'orientation', axcodes: 'RAS' },
        { kind: 'spacing', pixdim: [1.5, 1.5, 2] },
        { kind: 'scale-intensity-range' },
      ],
      inference: { inferer: { kind: 'sliding-window', roi: [96, 96, 96], overlap: 0.5, batchSize: 4 } },
      post: [
        { kind: 'activation', function: 'softmax' },
        { kind: 'restore' },
        { kind: 'discretise', decide: { kind: 'arg-max' } },
      ],
    });
  });

  it.each([
    [{ '0': 'background', '2': 'tumour', '1': 'liver' }, ['liver', 'tumour']],
    [{ '0': 'tumour core', '1': 'whole tumour' }, ['tumour core', 'whole tumour']],
    [{ '0': 'Background' }, ['Background']],
    [undefined, []],
  ])('names of channels %j the labels %j', (channels, labels) => {
    const metadata = { network_data_format: { outputs: { pred: { channel_def: channels } } } };
    expect(made(INFERENCE, metadata)).toMatchObject({ labels });
  });

  it.each([{ _target_: 'SimpleInferer' }, { _target_: 'monai.inferers.SimpleInferer' }, undefined])(
    'runs the whole image by %j',
    (inferer) => {
      const config = decodeModelConfig(made({ ...INFERENCE, inferer }));
      expect(config).toMatchObject({ inference: { inferer: { kind: 'simple' } } });
    },
  );

  it('runs window by window where how many at once is an expression: it changes nothing', () => {
    const inferer = { ...INFERENCE.inferer, sw_batch_size: '$len(@image)' };
    const { inference } = networkConfig(made({ ...INFERENCE, inferer }));
    expect(inference.inferer).not.toHaveProperty('batchSize');
  });

  it.each<[string, object, RegExp]>([
    ['an expression that matters', pre({ _target_: 'Spacingd', pixdim: '$[1, 1, 1]' }), /preprocessing\.transforms\[0\]\.pixdim: expected a value, for expressions are not run/],
    ['one within a list', pre({ _target_: 'Spacingd', pixdim: [1, '$1 + 1', 1] }), /pixdim: expected a value/],
    ['a reference to nothing', pre({ _target_: 'Spacingd', pixdim: '@nothing' }), /pixdim: expected a value/],
    ['a reference to an expression', pre({ _target_: 'Spacingd', pixdim: '@device' }), /pixdim: expected a value/],
    ['a reference in a circle', { ...pre({ _target_: 'Spacingd', pixdim: '@a' }), a: '@b', b: '@a' }, /pixdim: expected a value/],
    ['a class by an expression', pre({ _target_: '$monai.transforms.Spacingd' }), /_target_: expected the name of a class/],
    ['no class', pre({ keys: 'image' }), /_target_: expected a text, found nothing/],
    ['a switch by an expression', pre({ _target_: 'Flipd', _disabled_: '$not @flip' }), /_disabled_: expected true or false/],
    ['another inferer', { ...INFERENCE, inferer: { _target_: 'PatchInferer' } }, /^inference\.json\.inferer\._target_: expected SlidingWindowInferer/],
    ['a window by an expression', { ...INFERENCE, inferer: { _target_: 'SlidingWindowInferer', roi_size: '$96' } }, /roi_size: expected a value/],
    ['an unknown setting', { ...INFERENCE, inferer: { _target_: 'SlidingWindowInferer', roi: 1 } }, /roi: there is no such setting/],
    ['transforms that are none', { ...INFERENCE, preprocessing: '$make()' }, /preprocessing: expected an object/],
  ])('is not made of %s', (_what, inference, message) => {
    expect(() => made(inference)).toThrow(
      expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) }),
    );
  }); // prettier-ignore
});
