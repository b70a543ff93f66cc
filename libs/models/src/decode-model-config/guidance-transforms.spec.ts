import { describe, expect, it } from '@jest/globals';
import { decodeTransforms } from './decode-transforms.js';
import { guidanceTransforms } from './guidance-transforms.js';
import { JsonCursor } from './json-cursor.js';

type Args = Readonly<Record<string, unknown>>;

const decoded = (name: string, args: Args, slicesFirst = true) =>
  decodeTransforms(new JsonCursor([{ name, args }], 'pre'), guidanceTransforms(slicesFirst));

const malformed = (message: RegExp) =>
  expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) });

const FOREGROUND_BACKGROUND = ['foreground', 'background'];

/** Every argument that MONAI 1.6 gives the class, its own bookkeeping included. */
const WHOLE: readonly (readonly [name: string, args: Args, spec: unknown])[] = [
  [
    'monai.apps.deepgrow.transforms.AddGuidanceFromPointsd',
    {
      ref_image: 'image',
      guidance: 'guidance',
      foreground: 'foreground',
      background: 'background',
      axis: 0,
      depth_first: true,
      spatial_dims: 2,
      slice_key: 'slice',
      meta_keys: null,
      meta_key_postfix: 'meta_dict',
    },
    { kind: 'click-lists', names: FOREGROUND_BACKGROUND, dimensions: 2 },
  ],
  [
    'monai.apps.deepgrow.transforms.Fetch2DSliced',
    {
      keys: 'image',
      guidance: 'guidance',
      axis: 0,
      meta_keys: null,
      meta_key_postfix: 'meta_dict',
      allow_missing_keys: false,
    },
    { kind: 'fetch-slice' },
  ],
  [
    'monai.apps.deepgrow.transforms.SpatialCropGuidanced',
    {
      keys: 'image',
      guidance: 'guidance',
      spatial_size: [96, 192, 160],
      margin: 10,
      meta_keys: null,
      meta_key_postfix: 'meta_dict',
      start_coord_key: 'foreground_start_coord',
      end_coord_key: 'foreground_end_coord',
      original_shape_key: 'foreground_original_shape',
      cropped_shape_key: 'foreground_cropped_shape',
      allow_missing_keys: false,
    },
    { kind: 'crop-guidance', spatialSize: [192, 160, 96], margin: 10 },
  ],
  [
    'monai.apps.deepgrow.transforms.AddGuidanceSignald',
    { image: 'image', guidance: 'guidance', sigma: 1.5, number_intensity_ch: 3, batched: false },
    { kind: 'add-guidance-signal', sigma: 1.5, intensityChannels: 3 },
  ],
  [
    'monai.apps.deepedit.transforms.AddGuidanceFromPointsDeepEditd',
    { ref_image: 'image', guidance: 'guidance', label_names: { spleen: 1, background: 0 }, meta_keys: null },
    { kind: 'click-lists', names: ['spleen', 'background'], dimensions: 3 },
  ],
  [
    'monai.apps.deepedit.transforms.AddGuidanceSignalDeepEditd',
    { keys: 'image', guidance: 'guidance', sigma: 2, number_intensity_ch: 1, allow_missing_keys: true },
    { kind: 'add-guidance-signal', sigma: 2, intensityChannels: 1 },
  ],
  [
    'monai.transforms.AddExtremePointsChanneld',
    { keys: 'image', label_key: 'label', background: 0, pert: 0, sigma: [3, 2, 1], rescale_min: 0 },
    { kind: 'add-extreme-points-channel', sigma: [3, 2, 1], rescaleMin: 0, rescaleMax: 1 },
  ],
];

describe('a transform of clicks takes every argument that its class has', () => {
  it.each(WHOLE)('%s %j', (name, args, spec) => {
    expect(decoded(name, args)).toEqual([spec]);
  });

  it.each([
    [
      'monai.apps.deepgrow.transforms.ResizeGuidanced',
      { guidance: 'guidance', ref_image: 'image', cropped_shape_key: 'foreground_cropped_shape' },
    ],
    [
      'monai.apps.deepedit.transforms.ResizeGuidanceMultipleLabelDeepEditd',
      { guidance: 'guidance', ref_image: 'image' },
    ],
    ['monai.apps.deepedit.transforms.ResizeGuidanceCustomd', { guidance: 'guidance', ref_image: 'image' }],
  ])('%s only moves clicks, which is done anyway', (name, args) => {
    expect(decoded(name, args)).toEqual([]);
  });
});

describe('by whatever name, without arguments, as its class has them', () => {
  it.each([
    ['AddGuidanceFromPoints', { kind: 'click-lists', names: FOREGROUND_BACKGROUND, dimensions: 2 }],
    ['AddGuidanceFromPointsd', { kind: 'click-lists', names: FOREGROUND_BACKGROUND, dimensions: 2 }],
    ['Fetch2DSlice', { kind: 'fetch-slice' }],
    ['Fetch2DSliceDict', { kind: 'fetch-slice' }],
    ['AddGuidanceSignal', { kind: 'add-guidance-signal', sigma: 2, intensityChannels: 1 }],
    ['AddGuidanceSignalDeepEditD', { kind: 'add-guidance-signal', sigma: 3, intensityChannels: 1 }],
    [
      'ai4med.components.transforms.AddExtremePointsChannel',
      { kind: 'add-extreme-points-channel', sigma: 3, rescaleMin: -1, rescaleMax: 1 },
    ],
    ['CropExtremePoints', { kind: 'crop-extreme-points', padding: 20 }],
  ])('%s', (name, spec) => {
    expect(decoded(name, {})).toEqual([spec]);
  });
});

describe('what a config may say in several ways', () => {
  it.each([
    ['AddGuidanceFromPoints', { dimensions: 3 }, { dimensions: 3 }],
    ['AddGuidanceFromPoints', { dimensions: 2, spatial_dims: '3' }, { dimensions: 3 }],
    ['AddGuidanceFromPoints', { foreground: 'fg', background: 'bg' }, { names: ['fg', 'bg'] }],
    ['SpatialCropGuidance', { spatial_size: ['256', 128] }, { spatialSize: [256, 128], margin: 20 }],
    ['SpatialCropGuidance', { spatial_size: [1, 2, 3], margin: [4, 5, 6] }, { margin: [5, 6, 4] }],
    ['SpatialCropGuidance', { spatial_size: [1, 2], margin: [4, 5] }, { margin: [4, 5, 0] }],
    ['CropExtremePoints', { padding: 12.5 }, { padding: 12.5 }],
  ])('%s %j, where slices are first', (name, args, spec) => {
    expect(decoded(name, args)).toMatchObject([spec]);
  });

  it.each([
    ['AddGuidanceFromPoints', { dimensions: 3 }, { dimensions: 3 }],
    ['AddGuidanceFromPoints', { spatial_dims: 3, depth_first: false, axis: 2 }, { dimensions: 3 }],
    ['SpatialCropGuidance', { spatial_size: [1, 2, 3] }, { spatialSize: [1, 2, 3] }],
    ['SpatialCropGuidance', { spatial_size: [1, 2, 3], margin: [4, 5, 6] }, { margin: [4, 5, 6] }],
  ])('%s %j, in the order of the file', (name, args, spec) => {
    expect(decoded(name, args, false)).toMatchObject([spec]);
  });
});

describe('what is wrong is named by its path', () => {
  it.each([
    ['AddGuidanceFromPoints', { axis: 1 }, /^pre\[0\]\.args\.axis: expected 0, the axis of slices, found 1/],
    [
      'AddGuidanceFromPoints',
      { depth_first: false },
      /args\.depth_first: expected true, for slices are first/,
    ],
    ['AddGuidanceFromPoints', { spatial_dims: 4 }, /args\.spatial_dims: expected 2 or 3, found 4/],
    ['AddGuidanceFromPoints', { dimensions: 'two' }, /args\.dimensions: expected a number, found "two"/],
    ['AddGuidanceFromPoints', { slice_key: 'sid' }, /args\.slice_key: expected one of slice, found "sid"/],
    ['AddGuidanceFromPoints', { foreground: 1 }, /args\.foreground: expected a text, found 1/],
    ['AddGuidanceFromPoints', { forground: 'x' }, /args\.forground: .*\(did you mean foreground\?\)/],
    ['Fetch2DSlice', { axis: -1 }, /args\.axis: expected 0, the axis of slices, found -1/],
    ['Fetch2DSlice', { slice: 4 }, /args\.slice: there is no such argument/],
    ['SpatialCropGuidance', {}, /args\.spatial_size: expected a list, found nothing/],
    [
      'SpatialCropGuidance',
      { spatial_size: [256] },
      /args\.spatial_size: expected two or three whole numbers/,
    ],
    ['SpatialCropGuidance', { spatial_size: [1, 2, 3, 4] }, /args\.spatial_size: expected two or three/],
    ['SpatialCropGuidance', { spatial_size: [1, 2.5] }, /args\.spatial_size: expected two or three whole/],
    ['SpatialCropGuidance', { spatial_size: [0, 256] }, /args\.spatial_size: expected sizes from 1, found/],
    ['SpatialCropGuidance', { spatial_size: [1, 'x'] }, /args\.spatial_size\[1\]: expected a number/],
    [
      'SpatialCropGuidance',
      { spatial_size: [1, 2], margin: -1 },
      /args\.margin: expected whole numbers from 0/,
    ],
    [
      'SpatialCropGuidance',
      { spatial_size: [1, 2], margin: [1, -1] },
      /args\.margin: expected whole numbers/,
    ],
    ['SpatialCropGuidance', { spatial_size: [1, 2], margin: 0.5 }, /args\.margin: expected whole numbers/],
    ['AddGuidanceSignal', { sigma: -2 }, /args\.sigma: expected a number from 0, found -2/],
    ['AddGuidanceSignal', { sigma: [2, 2] }, /args\.sigma: expected a number/],
    [
      'AddGuidanceSignal',
      { number_intensity_ch: 0 },
      /args\.number_intensity_ch: expected a whole number from 1/,
    ],
    ['AddGuidanceSignalDeepEdit', { image: 'image' }, /args\.image: there is no such argument/],
    ['AddGuidanceFromPointsDeepEdit', {}, /args\.label_names: expected an object, found nothing/],
    ['AddGuidanceFromPointsDeepEdit', { label_names: ['liver'] }, /args\.label_names: expected an object/],
    ['AddGuidanceFromPointsDeepEdit', { label_names: {} }, /args\.label_names: expected one label at least/],
    [
      'AddExtremePointsChannel',
      { sigma: [3, -1, 3] },
      /args\.sigma\[1\]: expected a number from 0, found -1/,
    ],
    ['AddExtremePointsChannel', { sigma: [3, 3] }, /args\.sigma: expected three numbers/],
    ['AddExtremePointsChannel', { rescale_max: 'high' }, /args\.rescale_max: expected a number/],
    [
      'AddExtremePointsChannel',
      { points_channel_field: 'points' },
      /field: expected nothing: the points become/,
    ],
    ['CropExtremePoints', { padding: -1 }, /args\.padding: expected a number from 0, found -1/],
    ['ResizeGuidance', { factor: 2 }, /args\.factor: there is no such argument/],
  ])('%s %j', (name, args, message) => {
    expect(() => decoded(name, args)).toThrow(malformed(message));
  });

  it.each([
    ['AddGuidanceFromPoints', {}, /args\.dimensions: expected 3, or slices first: name AsChannelFirst or/],
    ['AddGuidanceFromPoints', { spatial_dims: 2 }, /args\.spatial_dims: expected 3, or slices first/],
    ['Fetch2DSlice', {}, /^pre\[0\]\.args: slices are not first: name AsChannelFirst or Transpose before/],
    [
      'SpatialCropGuidance',
      { spatial_size: [256, 256] },
      /args\.spatial_size: expected three numbers, or slices/,
    ],
    [
      'SpatialCropGuidance',
      { spatial_size: [1, 2, 3], margin: [1, 2] },
      /args\.margin: expected three numbers/,
    ],
  ])('%s %j, in the order of the file', (name, args, message) => {
    expect(() => decoded(name, args, false)).toThrow(malformed(message));
  });
});
