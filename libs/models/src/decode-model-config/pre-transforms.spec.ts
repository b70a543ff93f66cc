import { describe, expect, it } from '@jest/globals';
import { decodeTransforms } from './decode-transforms.js';
import { JsonCursor } from './json-cursor.js';
import { PRE_TRANSFORMS } from './pre-transforms.js';

describe('the arguments of transforms before the network', () => {
  const decoded = (name: string, args: unknown) =>
    decodeTransforms(new JsonCursor([{ name, args }], 'pre_transforms'), PRE_TRANSFORMS);

  it.each([
    [
      'SpatialResampled',
      {
        dst_affine: [
          [-1, 0, 0, 5],
          [0, 0, 2, 6],
          [0, 1.5, 0, 7],
          [0, 0, 0, 1],
        ],
        padding_mode: 'zeros',
      },
      {
        kind: 'spatial-resample',
        affine: [-1, 0, 0, 5, 0, 0, 2, 6, 0, 1.5, 0, 7, 0, 0, 0, 1],
        mode: 'bilinear',
        paddingMode: 'zeros',
        alignCorners: false,
      },
    ],
    [
      'SpatialResample',
      { spatial_size: [64, -1, 32], mode: 'nearest', align_corners: 'true' },
      {
        kind: 'spatial-resample',
        size: [64, -1, 32],
        mode: 'nearest',
        paddingMode: 'border',
        alignCorners: true,
      },
    ],
    [
      'Resized',
      { spatial_size: [256, 256], mode: 'bicubic' },
      { kind: 'resize', size: [256, 256, -1], sizeMode: 'all', mode: 'bicubic', alignCorners: false },
    ],
    [
      'Resized',
      { spatial_size: 64, mode: ['bilinear'], anti_aliasing: true, anti_aliasing_sigma: 0.5 },
      {
        kind: 'resize',
        size: [64, 64, 64],
        sizeMode: 'all',
        mode: 'trilinear',
        alignCorners: false,
        antiAliasing: true,
        antiAliasingSigma: [0.5, 0.5, 0.5],
      },
    ],
    ['Flipd', {}, { kind: 'flip' }],
    ['Flip', { spatial_axis: null }, { kind: 'flip' }],
    ['Flip', { spatial_axis: -1 }, { kind: 'flip', axes: [2] }],
    ['Flip', { spatial_axis: [0, 1] }, { kind: 'flip', axes: [0, 1] }],
    ['Rotate90d', {}, { kind: 'rotate90', k: 1, axes: [0, 1] }],
    ['Rotate90', { k: -1, spatial_axes: [0, -1] }, { kind: 'rotate90', k: -1, axes: [0, 2] }],
    [
      'ScaleIntensityRangePercentilesd',
      { lower: 1, upper: 99, b_min: null, b_max: 1, clip: 'True', channel_wise: 1 },
      {
        kind: 'scale-intensity-range-percentiles',
        lower: 1,
        upper: 99,
        bMax: 1,
        clip: true,
        relative: false,
        channelWise: true,
      },
    ],
    [
      'ThresholdIntensityd',
      { threshold: '-20', above: 'false', cval: 3 },
      { kind: 'threshold-intensity', threshold: -20, above: false, cval: 3 },
    ],
    [
      'ThresholdIntensity',
      { threshold: 0 },
      { kind: 'threshold-intensity', threshold: 0, above: true, cval: 0 },
    ],
    ['GaussianSmoothd', { keys: 'image', sigma: 0.4 }, { kind: 'gaussian-smooth', sigma: [0.4, 0.4, 0.4] }],
    ['GaussianSmooth', { sigma: [1, 0, 2], approx: 'erf' }, { kind: 'gaussian-smooth', sigma: [1, 0, 2] }],
    ['GaussianSmooth', {}, { kind: 'gaussian-smooth', sigma: [1, 1, 1] }],
    [
      'ScaleIntensityRange',
      { a_min: 0, a_max: 9, b_min: null, b_max: null },
      { kind: 'scale-intensity-range', aMin: 0, aMax: 9, clip: false },
    ],
    [
      'ScaleIntensity',
      { minv: -1, channel_wise: true },
      { kind: 'scale-intensity', min: -1, max: 1, channelWise: true },
    ],
    ['ScaleIntensity', { minv: null, maxv: null, factor: 0.5 }, { kind: 'scale-intensity', factor: 0.5 }],
    [
      'NormalizeIntensity',
      { subtrahend: [208], divisor: [1, 2], channel_wise: true },
      { kind: 'normalize-intensity', nonzero: false, channelWise: true, subtrahend: 208, divisor: [1, 2] },
    ],
    [
      'Resize',
      { spatial_size: 8, mode: 'nearest-exact' },
      { kind: 'resize', size: [8, 8, 8], sizeMode: 'all', mode: 'nearest-exact', alignCorners: false },
    ],
    [
      'Spacing',
      { pixdim: [2, 1] },
      {
        kind: 'spacing',
        pixdim: [2, 1, 1],
        diagonal: false,
        mode: 'bilinear',
        paddingMode: 'border',
        alignCorners: false,
        scaleExtent: false,
      },
    ],
    ['LoadImaged', { keys: 'image', as_closest_canonical: 'True' }, { kind: 'orientation', axcodes: 'RAS' }],
    ['LoadNifti', { fields: ['image'], as_closest_canonical: true }, { kind: 'orientation', axcodes: 'RAS' }],
    [
      'ScaleByResolution',
      { fields: 'image', target_resolution: [1.5, 1.5, 2] },
      { kind: 'spacing', pixdim: [1.5, 1.5, 2], mode: 'bilinear' },
    ],
    [
      'ScaleByResolution',
      { fields: 'image', target_resolution: 1, is_label: 'true' },
      { kind: 'spacing', pixdim: [1, 1, 1], mode: 'nearest' },
    ],
    [
      'ScaleToShape',
      { fields: 'image', target_shape: [128, 128, 64] },
      { kind: 'resize', size: [128, 128, 64], mode: 'trilinear' },
    ],
    [
      'ScaleToShape',
      { fields: 'image', target_shape: [8, 8, 8], is_label: true },
      { kind: 'resize', size: [8, 8, 8], mode: 'nearest' },
    ],
    [
      'NormalizeNonzeroIntensities',
      { fields: ['image'] },
      { kind: 'normalize-intensity', nonzero: true, channelWise: true },
    ],
  ])('%s %j', (name, args, spec) => {
    expect(decoded(name, args)).toEqual([spec]);
  });

  it.each([
    ['LoadNifti', { fields: 'image', dtype: 'float32', as_closest_canonical: 'false' }],
    ['LoadPng', { fields: 'image' }],
    ['LoadJpg', { fields: 'image' }],
    ['ConvertToChannelsFirst', { fields: 'image' }],
    ['AsChannelFirstd', { keys: 'image', channel_dim: -1 }],
    ['AddChanneld', { keys: ['image'] }],
  ])('%s %j has nothing to do', (name, args) => {
    expect(decoded(name, args)).toEqual([]);
  });

  it.each([
    ['SpatialResample', {}, /args\.dst_affine: expected an affine, a spatial_size or both/],
    ['SpatialResample', { dst_keys: 'dst_affine' }, /args\.dst_keys: no dictionary is kept that could hold/],
    [
      'SpatialResample',
      {
        dst_affine: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      },
      /args\.dst_affine: expected four rows/,
    ],
    [
      'SpatialResample',
      {
        dst_affine: [
          [1, 0, 0, 0],
          [0, 1, 0, 0],
          [0, 0, 0, 0],
          [0, 0, 0, 1],
        ],
      },
      /args\.dst_affine: expected an affine that has an inverse/,
    ],
    ['SpatialResample', { spatial_size: 4, mode: 3 }, /args\.mode: expected one of bilinear, nearest/],
    ['Resize', { spatial_size: 4, mode: 'cubic' }, /args\.mode: expected one of area, .*bicubic/],
    [
      'Resize',
      { spatial_size: 4, anti_aliasing: true, anti_aliasing_sigma: [1, -1, 0] },
      /args\.anti_aliasing_sigma: expected widths of 0 or more/,
    ],
    ['Flip', { spatial_axis: 3 }, /args\.spatial_axis: expected an axis/],
    ['Flip', { spatial_axis: [0, 1.5] }, /args\.spatial_axis\[1\]: expected an axis/],
    ['Rotate90', { k: 0.5 }, /args\.k: expected a whole number/],
    ['Rotate90', { spatial_axes: [2, -1] }, /args\.spatial_axes: expected two different axes/],
    ['Rotate90', { spatial_axes: [0] }, /args\.spatial_axes: expected two different axes/],
    [
      'ScaleIntensityRangePercentiles',
      { lower: 0, upper: 101 },
      /args\.upper: expected a percentile from 0 to 100/,
    ],
    [
      'ScaleIntensityRangePercentiles',
      { lower: 0, upper: 99, b_min: 0, relative: true },
      /args\.b_max: expected a number to be relative to, found nothing/,
    ],
    ['ThresholdIntensity', {}, /args\.threshold: expected a number, found nothing/],
    ['GaussianSmooth', { sigma: [1, -1, 1] }, /args\.sigma: expected widths of 0 or more/],
    ['GaussianSmooth', { approx: 'sampled' }, /args\.approx: expected one of erf/],
    ['ScaleIntensity', { factor: 0.5 }, /args\.factor: it counts only where minv and maxv are null/],
    ['ScaleIntensity', { minv: null, maxv: 1, factor: 0.5 }, /args\.factor: it counts only/],
    ['NormalizeIntensity', { divisor: [1, 2] }, /args\.divisor: expected one number, or with channel_wise/],
    ['NormalizeIntensity', { divisor: [], channel_wise: true }, /args\.divisor: expected one number/],
    ['Spacing', { pixdim: [] }, /args\.pixdim: expected one to three numbers/],
    ['Spacing', { pixdim: [1, 1, 1, 1] }, /args\.pixdim: expected one to three numbers/],
    ['Spacing', {}, /args\.pixdim: expected three numbers, found nothing/],
    [
      'Spacing',
      { pixdm: 1 },
      /args\.pixdm: there is no such argument \(did you mean pixdim\?\); known: pixdim/,
    ],
    ['LoadNifti', { nii_is_channels_first: 'true' }, /args\.nii_is_channels_first: expected false/],
    ['LoadPng', { as_closest_canonical: true }, /args\.as_closest_canonical: there is no such argument/],
    ['ScaleByResolution', {}, /args\.target_resolution: expected three numbers, found nothing/],
    ['ScaleByResolution', { target_resolution: [1, 1] }, /args\.target_resolution: expected three numbers/],
    [
      'ScaleByResolution',
      { target_resolution: 1, is_label: 'perhaps' },
      /args\.is_label: expected true or false/,
    ],
    ['ScaleToShape', { target_shape: [8, 8, 0.5] }, /args\.target_shape: expected three whole numbers/],
    [
      'NormalizeNonzeroIntensities',
      { nonzero: false },
      /args\.nonzero: there is no such argument; known: none/,
    ],
  ])('%s refuses %j', (name, args, message) => {
    expect(() => decoded(name, args)).toThrow(
      expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) }),
    );
  });
});
