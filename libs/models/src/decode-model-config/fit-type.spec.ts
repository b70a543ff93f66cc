import { describe, expect, it } from '@jest/globals';
import { networkConfig } from '../fixtures/network-config.js';

type Json = Readonly<Record<string, unknown>>;

const malformed = (message: RegExp) =>
  expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) });

const LOAD = { name: 'LoadImaged' };
const ORIENTATION = { name: 'Orientationd', args: { axcodes: 'RAS' } };
const SPACING = { name: 'Spacingd', args: { pixdim: 1 } };
const SCALE = { name: 'ScaleIntensityd' };
const RESIZE = { name: 'Resized', args: { spatial_size: [96, 80, 64] } };
const CROP_POINTS = { name: 'CropExtremePointsd', args: { padding: 5 } };
const SHOW_POINTS = { name: 'AddExtremePointsChanneld', args: { sigma: 2 } };
const TURN = { name: 'AsChannelFirstd' };
const CLICKS = { name: 'AddGuidanceFromPointsd', args: { spatial_dims: 3 } };
const CROP_CLICKS = { name: 'SpatialCropGuidanced', args: { spatial_size: [64, 64, 64] } };
const SHOW_CLICKS = { name: 'AddGuidanceSignald' };
const LABELLED = {
  name: 'AddGuidanceFromPointsDeepEditd',
  args: { label_names: { liver: 1, background: 0 } },
};
const SLICE = [TURN, { name: 'AddGuidanceFromPointsd' }, { name: 'Fetch2DSliced' }];

describe('a model of type annotation', () => {
  const annotation = (transforms: readonly unknown[] = [LOAD, SCALE], rest: Json = {}) =>
    networkConfig({ type: 'annotation', inference: { AIAA: {} }, pre_transforms: transforms, ...rest });

  const kinds = (transforms: readonly unknown[], rest: Json = {}) => {
    const { pre, guided } = annotation(transforms, rest);
    return [pre.map(({ kind }) => kind), guided.map(({ kind }) => kind)];
  };

  it('has the figures of clients where none are told, and one list of points', () => {
    expect(annotation()).toMatchObject({
      extra: { padding: 20, roi: [128, 128, 128], sigma: 3 },
      pre: [],
      guided: [
        { kind: 'crop-extreme-points', padding: 20 },
        { kind: 'resize', size: [128, 128, 128], mode: 'trilinear' },
        { kind: 'scale-intensity' },
        { kind: 'add-extreme-points-channel', sigma: 3 },
      ],
      clickLists: ['points'],
    });
  });

  const TOLD = { padding: '12', roi: [96, 80, '64'], sigma: 2, organ: 'spleen' };

  it.each([
    ['meta_data', { AIAA: {}, meta_data: TOLD }],
    ['additional_info', { name: 'TFInference', additional_info: TOLD }],
    ['fields of Clara Train 2', { image: 'image', ...TOLD }],
  ])('has those of its %s, as numbers', (_where, inference) => {
    expect(annotation([LOAD], { inference })).toMatchObject({
      extra: { padding: 12, roi: [96, 80, 64], sigma: 2 },
      guided: [{ padding: 12 }, { size: [96, 80, 64] }, { sigma: 2 }],
    });
  });

  it('tells clients figures, never null', () => {
    const meta_data = { padding: null, roi: null, sigma: null, organ: 'spleen' };
    expect(annotation([LOAD], { inference: { AIAA: {}, meta_data } }).extra).toEqual({
      padding: 20,
      roi: [128, 128, 128],
      sigma: 3,
      organ: 'spleen',
    });
  });

  it.each([
    ['the window of the network', [LOAD], { args: { roi: [64, 64, 32] } }, { roi: [64, 64, 32] }],
    ['the size that its chain reaches', [LOAD, RESIZE], {}, { roi: [96, 80, 64] }],
    [
      'no axis that its chain keeps',
      [{ ...RESIZE, args: { spatial_size: -1 } }],
      {},
      { roi: [128, 128, 128] },
    ],
    ['the padding of its crop', [LOAD, CROP_POINTS], {}, { padding: 5 }],
    ['the sigma of its points', [LOAD, SHOW_POINTS], {}, { sigma: 2 }],
    ['no sigma for each axis', [{ ...SHOW_POINTS, args: { sigma: [1, 2, 3] } }], {}, { sigma: 3 }],
  ])('tells clients %s', (_what, transforms, AIAA, extra) => {
    expect(annotation(transforms, { inference: { AIAA } }).extra).toMatchObject(extra);
  });

  it.each([
    [
      'before values are looked at, on the grid that the chain makes',
      [LOAD, ORIENTATION, SPACING, SCALE],
      [
        ['orientation', 'spacing'],
        ['crop-extreme-points', 'resize', 'scale-intensity', 'add-extreme-points-channel'],
      ],
    ],
    [
      'before the size is reached',
      [LOAD, ORIENTATION, RESIZE, SCALE, SHOW_POINTS],
      [['orientation'], ['crop-extreme-points', 'resize', 'scale-intensity', 'add-extreme-points-channel']],
    ],
    [
      'where the chain has it',
      [LOAD, SCALE, CROP_POINTS, RESIZE],
      [['scale-intensity'], ['crop-extreme-points', 'resize', 'add-extreme-points-channel']],
    ],
    [
      'before points are shown',
      [LOAD, SHOW_POINTS],
      [[], ['crop-extreme-points', 'resize', 'add-extreme-points-channel']],
    ],
  ])('crops %s', (_where, transforms, expected) => {
    expect(kinds(transforms)).toEqual(expected);
  });

  it('keeps no more for the next click than is asked for', () => {
    expect(kinds([LOAD, ORIENTATION, SPACING, SCALE], { cache_until: 'Spacingd' })).toEqual([
      ['orientation'],
      ['spacing', 'crop-extreme-points', 'resize', 'scale-intensity', 'add-extreme-points-channel'],
    ]);
  });

  it.each([
    [{ padding: -1 }, /^inference\.meta_data\.padding: expected a number from 0, found -1/],
    [{ padding: 'wide' }, /^inference\.meta_data\.padding: expected a number, found "wide"/],
    [{ roi: [128, 128] }, /^inference\.meta_data\.roi: expected three numbers/],
    [{ roi: [128, 0, 128] }, /^inference\.meta_data\.roi: expected three whole numbers from 1/],
    [{ roi: '128x128x128' }, /^inference\.meta_data\.roi: expected a number/],
    [{ sigma: [3, 3, 3] }, /^inference\.meta_data\.sigma: expected a number/],
  ])('refuses %j', (meta_data, message) => {
    expect(() => annotation([LOAD], { inference: { AIAA: {}, meta_data } })).toThrow(malformed(message));
  });

  it.each([
    [[CLICKS], /^pre_transforms: a model of type annotation is shown extreme points/],
    [
      [CLICKS, CROP_CLICKS],
      /^pre_transforms: SpatialCropGuidance needs clicks, and only .* deepgrow .*not annota/,
    ],
  ])('is shown no clicks: %j', (transforms, message) => {
    expect(() => annotation(transforms)).toThrow(malformed(message));
  });
});

describe('a model of type deepgrow', () => {
  const deepgrow = (transforms: readonly unknown[], meta_data: unknown = {}) =>
    networkConfig({ type: 'deepgrow', inference: { AIAA: {}, meta_data }, pre_transforms: transforms });

  it.each([
    ['2D by the slice that it takes', [...SLICE, SHOW_CLICKS], {}, { deepgrow: '2D' }],
    ['3D without', [CLICKS, SHOW_CLICKS], {}, { deepgrow: '3D' }],
    ['3D by labels', [LABELLED, SHOW_CLICKS], { organ: 'liver' }, { organ: 'liver', deepgrow: '3D' }],
    ['as it is told', [CLICKS, SHOW_CLICKS], { deepgrow: '3d' }, { deepgrow: '3d' }],
    ['never null', [CLICKS, SHOW_CLICKS], { deepgrow: null }, { deepgrow: '3D' }],
  ])('tells clients: %s', (_what, transforms, meta_data, extra) => {
    expect(deepgrow(transforms, meta_data).extra).toEqual(extra);
  });

  it.each([
    ['without clicks', [LOAD]],
    ['with clicks that are not shown', [CLICKS, CROP_CLICKS]],
  ])('is none %s', (_what, transforms) => {
    expect(() => deepgrow(transforms)).toThrow(
      malformed(
        /^pre_transforms: a model of type deepgrow shows clicks to its network: name AddGuidanceFromPoints/,
      ),
    );
  });

  it.each([
    [
      [CLICKS, SHOW_CLICKS, SHOW_POINTS],
      /^pre_transforms: AddExtremePointsChannel needs extreme points, .*annotation/,
    ],
    [[CLICKS, CROP_POINTS, SHOW_CLICKS], /^pre_transforms: CropExtremePoints needs extreme points/],
  ])('has no extreme points: %j', (transforms, message) => {
    expect(() => deepgrow(transforms)).toThrow(malformed(message));
  });

  it('its window is told by depth first where its slices are', () => {
    const args = { scanning_window: true, roi: [16, 64, 32] };
    const told = networkConfig({
      type: 'deepgrow',
      inference: { AIAA: { args } },
      pre_transforms: [TURN, CLICKS, SHOW_CLICKS],
    });
    expect(told.inference.inferer).toMatchObject({ axisOrder: 'ZXY', roi: [64, 32, 16] });
  });
});

describe.each(['segmentation', 'classification', 'others'])('a model of type %s', (type) => {
  const decoded = (transforms: readonly unknown[]) =>
    networkConfig({ type, inference: { AIAA: {} }, pre_transforms: transforms });

  it('may show clicks to its network, and is run without any too', () => {
    expect(decoded([ORIENTATION, LABELLED, SHOW_CLICKS])).toMatchObject({
      pre: [{ kind: 'orientation' }],
      guided: [{ kind: 'add-guidance-signal' }],
      clickLists: ['liver', 'background'],
      extra: {},
    });
  });

  it.each([
    [
      'a crop to clicks',
      [CLICKS, CROP_CLICKS, SHOW_CLICKS],
      /SpatialCropGuidance needs clicks, .* deepgrow /,
    ],
    ['the slice of a click', [...SLICE, SHOW_CLICKS], /Fetch2DSlice needs clicks, .* of type deepgrow /],
    ['a crop to points', [CROP_POINTS], /CropExtremePoints needs extreme points, .* of type annotation /],
    ['a channel of points', [SHOW_POINTS], /AddExtremePointsChannel needs extreme points/],
  ])('cannot do without clicks or points: %s', (_what, transforms, message) => {
    expect(() => decoded(transforms)).toThrow(malformed(/^pre_transforms: /));
    expect(() => decoded(transforms)).toThrow(malformed(message));
    expect(() => decoded(transforms)).toThrow(malformed(new RegExp(`not ${type}\\.$`)));
  });
});

describe('a model of type classification', () => {
  const after = (post_transforms: unknown) =>
    networkConfig({ type: 'classification', labels: ['a', 'b'], inference: { AIAA: {} }, post_transforms });

  it.each([
    ['softmax', { softmax: true }, 'softmax'],
    ['sigmoid', { sigmoid: true }, 'sigmoid'],
  ])('has its scores go through %s', (_what, args, activation) => {
    const { post, labels } = after([{ name: 'Activationsd', args }, { name: 'ToNumpyd' }]);
    expect([post, labels]).toEqual([[{ kind: 'activation', function: activation }], ['a', 'b']]);
  });

  it.each([
    [{ name: 'AsDiscrete', args: { argmax: true } }],
    [{ name: 'Restored' }],
    [{ name: 'LargestCC' }],
    [{ name: 'BoundingBox' }],
  ])('has no mask: %j', (transform) => {
    expect(() => after([transform])).toThrow(
      malformed(/^post_transforms: .* scores and no mask: only Activations can follow it\.$/),
    );
  });
});
