import { describe, expect, it } from '@jest/globals';
import { decodePre } from './decode-pre.js';
import { JsonCursor } from './json-cursor.js';

const decoded = (transforms: readonly unknown[] | undefined, cacheUntil?: unknown) =>
  decodePre(new JsonCursor(transforms, 'pre_transforms'), new JsonCursor(cacheUntil, 'cache_until'));

const kinds = (transforms: readonly unknown[], cacheUntil?: unknown) => {
  const { pre, guided } = decoded(transforms, cacheUntil);
  return [pre.map(({ kind }) => kind), guided.map(({ kind }) => kind)];
};

const malformed = (message: RegExp) =>
  expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) });

const LOAD = { name: 'monai.transforms.LoadImaged' };
const TURN = { name: 'monai.transforms.AsChannelFirstd' };
const SPACING = { name: 'monai.transforms.Spacingd', args: { pixdim: [1, 2, 3] } };
const SCALE = { name: 'monai.transforms.ScaleIntensityd' };
const FLIP = { name: 'Flip' };
const CLICKS_3D = { name: 'AddGuidanceFromPointsd', args: { spatial_dims: 3 } };
const CLICKS_2D = { name: 'AddGuidanceFromPointsd' };
const SLICE = { name: 'Fetch2DSliced' };
const CROP = { name: 'SpatialCropGuidanced', args: { spatial_size: [64, 32, 16] } };
const SHOW = { name: 'AddGuidanceSignald' };
const RESIZE = { name: 'Resize', args: { spatial_size: [64, 32, 16] } };

describe('what is kept for the next click', () => {
  const CHAIN = [LOAD, SPACING, CLICKS_3D, FLIP, CROP, SCALE, SHOW];
  const AFTER = ['crop-guidance', 'scale-intensity', 'add-guidance-signal'];

  it.each([
    ['goes on beyond where clicks join, up to what looks at them', undefined, ['spacing', 'flip'], AFTER],
    ['is that with ALL', 'ALL', ['spacing', 'flip'], AFTER],
    ['is that with all', 'all', ['spacing', 'flip'], AFTER],
    ['ends before the transform that is named', 'Flip', ['spacing'], ['flip', ...AFTER]],
    ['ends there by any of its names', 'monai.transforms.Flipd', ['spacing'], ['flip', ...AFTER]],
    ['ends where clicks join', 'AddGuidanceFromPointsd', ['spacing'], ['flip', ...AFTER]],
    ['ends with what looks at clicks, named or not', 'AddGuidanceSignald', ['spacing', 'flip'], AFTER],
    ['is nothing before the first', 'LoadImaged', [], ['spacing', 'flip', ...AFTER]],
  ])('%s', (_what, cacheUntil, pre, guided) => {
    expect(kinds(CHAIN, cacheUntil)).toEqual([pre, guided]);
  });

  it('is everything without clicks', () => {
    expect(kinds([LOAD, SPACING, SCALE])).toEqual([['spacing', 'scale-intensity'], []]);
    expect(decoded([LOAD, SPACING]).clickLists).toEqual([]);
  });

  it('of no transforms is nothing', () => {
    expect(decoded(undefined)).toEqual({ pre: [], guided: [], clickLists: [], isSlicesFirst: false });
  });

  it.each([
    ['Rotate90', /^cache_until: expected ALL, or the name of one of pre_transforms, found "Rotate90"/],
    ['Rubbish', /^cache_until: expected ALL, or the name of one of pre_transforms, found "Rubbish"/],
    ['mine.Flip', /^cache_until: expected ALL/],
    [3, /^cache_until: expected a text, found 3/],
  ])('cannot end at %j', (cacheUntil, message) => {
    expect(() => decoded(CHAIN, cacheUntil)).toThrow(malformed(message));
  });
});

describe('ConcatItems', () => {
  const concat = (dim: unknown) => ({ name: 'monai.transforms.ConcatItemsd', args: { keys: ['t1', 't2'], name: 'image', dim } }); // prettier-ignore

  it.each([undefined, 0])('has nothing left to do: files are channels (dim %s)', (dim) => {
    expect(kinds([LOAD, concat(dim), SCALE])).toEqual([['scale-intensity'], []]);
  });

  it('joins no other axis than that of channels', () => {
    expect(() => decoded([LOAD, concat(1)])).toThrow(
      malformed(/^pre_transforms\[1\]\.args\.dim: expected 0, the axis of channels, found 1/),
    );
  });
});

describe('a chain that puts slices first', () => {
  it('smooths all axes alike before it resizes, for a list would be depth, x, y', () => {
    const smoothed = { name: 'Resized', args: { ...RESIZE.args, anti_aliasing_sigma: [1, 2, 3] } };
    expect(() => decoded([LOAD, TURN, CLICKS_3D, smoothed])).toThrow(
      malformed(/^pre_transforms\[3\]\.args\.anti_aliasing_sigma: expected one number for all axes/),
    );
  });

  const transposed = (indices: unknown) => ({ name: 'monai.transforms.Transposed', args: { indices } });

  it.each([
    ['AsChannelFirst and clicks', [LOAD, TURN, CLICKS_3D], true],
    ['Transpose and clicks', [LOAD, transposed([2, 0, 1]), CLICKS_3D], true],
    ['Transpose alone, indices as texts', [LOAD, transposed(['2', '0', '1'])], true],
    ['no click: AsChannelFirst moves channels', [LOAD, TURN], false],
    ['labelled clicks: AsChannelFirst moves channels', [TURN, labelled('liver')], false],
    ['clicks in the order of the file', [LOAD, CLICKS_3D], false],
    ['clicks that joined before', [CLICKS_3D, TURN], false],
  ])('is one by %s', (_what, transforms, isSlicesFirst) => {
    expect(decoded(transforms)).toMatchObject({ isSlicesFirst });
  });

  it.each([
    ['Spacing in the plane', SPACING, { pixdim: [1, 2, -1] }],
    ['Spacing of one number', { name: 'Spacing', args: { pixdim: 4 } }, { pixdim: [4, 4, -1] }],
    ['Resize of depth, x, y', RESIZE, { size: [32, 16, 64] }],
    ['Resize in the plane', { name: 'Resize', args: { spatial_size: [32, 16] } }, { size: [32, 16, -1] }],
    [
      'Resize that keeps an axis',
      { name: 'Resize', args: { spatial_size: [-1, 9, 8] } },
      { size: [9, 8, -1] },
    ],
    ['values alone', SCALE, { kind: 'scale-intensity' }],
  ])('reads there %s', (_what, transform, spec) => {
    expect(decoded([TURN, transform, CLICKS_3D]).pre).toMatchObject([spec]);
  });

  it('reads what stands before that as every other does', () => {
    expect(decoded([FLIP, SPACING, RESIZE, TURN, CLICKS_3D]).pre).toMatchObject([
      { kind: 'flip' },
      { pixdim: [1, 2, 3] },
      { size: [64, 32, 16] },
    ]);
  });

  it.each([
    ['Orientation', { axcodes: 'RAS' }],
    ['Flip', {}],
    ['Rotate90', {}],
    ['CropForeground', {}],
    ['SpatialPad', { spatial_size: [1, 2, 3] }],
    ['DivisiblePad', { k: 16 }],
    ['ScaleByResolution', { target_resolution: 1 }],
    ['AsChannelFirst', {}],
    ['Transpose', { indices: [2, 0, 1] }],
  ])('refuses %s there, whose axes would be others', (name, args) => {
    expect(() => decoded([TURN, CLICKS_3D, { name, args }])).toThrow(
      malformed(/^pre_transforms\[2\]\.args: behind the transform that puts slices first .*; name it before/),
    );
  });

  it.each([[[0, 1, 2]], [[2, 0]], [[2, 0, 1, 3]], [[1, 0, 2]]])('is none by Transpose %j', (indices) => {
    expect(() => decoded([transposed(indices)])).toThrow(
      malformed(/^pre_transforms\[0\]\.args\.indices: expected \[2, 0, 1\], which puts slices first/),
    );
  });
});

function labelled(...names: readonly string[]) {
  const label_names = Object.fromEntries(names.map((name, at) => [name, at]));
  return { name: 'AddGuidanceFromPointsDeepEditd', args: { label_names } };
}

describe('the lists that a network is shown', () => {
  it.each([
    [
      [TURN, CLICKS_2D, SLICE, SHOW],
      ['foreground', 'background'],
    ],
    [
      [labelled('liver', 'background', 'aorta'), SHOW],
      ['liver', 'background', 'aorta'],
    ],
  ])('of %j', (transforms, lists) => {
    expect(decoded(transforms).clickLists).toEqual(lists);
  });
});

describe('clicks join before what looks at them', () => {
  const early =
    /: it looks at clicks, and none have joined the image: name AddGuidanceFromPoints before it\.$/;

  it.each([
    ['no clicks', [LOAD, SHOW], 1, early],
    ['shown too early', [SHOW, CLICKS_3D], 0, early],
    ['cropped to too early', [CROP, CLICKS_3D, SHOW], 0, early],
    ['a slice too early', [TURN, SLICE, CLICKS_2D], 1, early],
    ['twice', [CLICKS_3D, labelled('liver'), SHOW], 1, /: clicks join the image twice\.$/],
    ['a slice of volumes', [TURN, CLICKS_3D, SLICE], 2, /: it takes a slice, and the clicks have three/],
    ['slices without one', [TURN, CLICKS_2D, SHOW], 1, /: clicks of two dimensions need Fetch2DSlice after/],
  ])('%s', (_what, transforms, at, message) => {
    expect(() => decoded(transforms)).toThrow(malformed(message));
    expect(() => decoded(transforms)).toThrow(malformed(new RegExp(`^pre_transforms\\[${at}\\]`)));
  });
});

it('a chain of the first DeepEdit, of one label, decodes', () => {
  const transforms = [
    { name: 'LoadImaged', args: { keys: 'image', reader: 'nibabelreader' } },
    { name: 'AddChanneld', args: { keys: 'image' } },
    { name: 'Orientationd', args: { keys: 'image', axcodes: 'RAS' } },
    { name: 'SqueezeDimd', args: { keys: 'image', dim: 0 } },
    { name: 'AddGuidanceFromPointsd', args: { ref_image: 'image', guidance: 'guidance', dimensions: 3 } },
    { name: 'AddChanneld', args: { keys: 'image' } },
    { name: 'NormalizeIntensityd', args: { keys: 'image' } },
    { name: 'Resized', args: { keys: 'image', spatial_size: [128, 128, 64], mode: 'area' } },
    { name: 'ResizeGuidanceCustomd', args: { guidance: 'guidance', ref_image: 'image' } },
    { name: 'AddGuidanceSignald', args: { image: 'image', guidance: 'guidance' } },
  ];
  expect(kinds(transforms)).toEqual([
    ['orientation', 'normalize-intensity', 'resize'],
    ['add-guidance-signal'],
  ]);
  expect(decoded(transforms)).toMatchObject({
    isSlicesFirst: false,
    clickLists: ['foreground', 'background'],
  });
});
