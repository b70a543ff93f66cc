import type { GuidedSpec } from '@aiaa/transforms';
import { atLeastOne, expectOnly, notNegative, triple, wholePairOrTriple } from './arguments.js';
import type { TransformTable } from './decode-transforms.js';
import { depthLast } from './depth-last.js';
import { doneAnyway } from './done-anyway.js';
import type { JsonCursor } from './json-cursor.js';

/** Where clicks join the image, and which lists of them a network is shown. */
export interface ClickLists {
  readonly kind: 'click-lists';
  readonly names: readonly string[];
  /** Of two dimensions: the clicks of one slice. */
  readonly dimensions: 2 | 3;
}

/**
 * The transforms that look at clicks, by their bare names in MONAI (`monai.apps.deepgrow`, `monai.apps.deepedit`) and
 * Clara Train. Clicks are carried through every other transform by themselves, so what only moves them does nothing.
 * @param slicesFirst whether the chain's arrays are depth, x, y here, and sizes told in that order; else x, y, z
 */
export const guidanceTransforms = (slicesFirst: boolean): TransformTable<GuidedSpec | ClickLists> => ({
  AddGuidanceFromPoints: (args) => addGuidanceFromPoints(args, slicesFirst),
  Fetch2DSlice: (args) => fetchSlice(args, slicesFirst),
  SpatialCropGuidance: (args) => spatialCropGuidance(args, slicesFirst),
  ResizeGuidance: doneAnyway('guidance', 'ref_image', 'cropped_shape_key'),
  AddGuidanceSignal: addGuidanceSignal(2, ['image', 'batched']),
  AddGuidanceFromPointsDeepEdit: (args) => {
    expectOnly(args, ['ref_image', 'guidance', 'label_names']);
    const names = args.at('label_names').keys();
    if (names.length === 0) args.at('label_names').refuse('one label at least');
    return { kind: 'click-lists', names, dimensions: 3 };
  },
  ResizeGuidanceMultipleLabelDeepEdit: doneAnyway('guidance', 'ref_image'),
  // that of DeepEdit before it had several labels
  ResizeGuidanceCustom: doneAnyway('guidance', 'ref_image'),
  AddGuidanceSignalDeepEdit: addGuidanceSignal(3, []),
  AddExtremePointsChannel: addExtremePointsChannel,
  CropExtremePoints: (args) => {
    expectOnly(args, ['padding']);
    return { kind: 'crop-extreme-points', padding: args.at('padding').or(20, notNegative) };
  },
});

function addGuidanceFromPoints(args: JsonCursor, slicesFirst: boolean): ClickLists {
  expectOnly(args, [
    'ref_image',
    'guidance',
    'foreground',
    'background',
    'axis',
    'depth_first',
    'dimensions',
    'spatial_dims',
    'slice',
    'slice_key',
  ]);
  const key = args.at('spatial_dims').isAbsent ? 'dimensions' : 'spatial_dims';
  const dimensions = args.at(key).or(2, twoOrThree);
  const depthFirst = args.at('depth_first').or(true, (cursor) => cursor.boolean());
  if (slicesFirst) {
    if (!depthFirst) args.at('depth_first').refuse('true, for slices are first here');
    expectFirstAxis(args);
  } else if (dimensions === 2) args.at(key).refuse(`3, or slices first: ${PUT_FIRST}`);
  for (const word of ['slice', 'slice_key']) {
    args.at(word).or('slice', (cursor) => cursor.oneOf(['slice'] as const));
  }
  const named = (list: string): string => args.at(list).or(list, (cursor) => cursor.text());
  return { kind: 'click-lists', names: [named('foreground'), named('background')], dimensions };
}

const PUT_FIRST = 'name AsChannelFirst or Transpose before this';

function twoOrThree(cursor: JsonCursor): 2 | 3 {
  const dimensions = cursor.number();
  return dimensions === 2 || dimensions === 3 ? dimensions : cursor.refuse('2 or 3');
}

function expectFirstAxis(args: JsonCursor): void {
  const axis = args.at('axis');
  if (axis.or(0, (cursor) => cursor.number()) !== 0) axis.refuse('0, the axis of slices');
}

function fetchSlice(args: JsonCursor, slicesFirst: boolean): GuidedSpec {
  expectOnly(args, ['guidance', 'axis']);
  expectFirstAxis(args);
  if (!slicesFirst) args.reject(`slices are not first: ${PUT_FIRST}.`);
  return { kind: 'fetch-slice' };
}

function spatialCropGuidance(args: JsonCursor, slicesFirst: boolean): GuidedSpec {
  expectOnly(args, [
    'guidance',
    'spatial_size',
    'margin',
    'start_coord_key',
    'end_coord_key',
    'original_shape_key',
    'cropped_shape_key',
  ]);
  const size = args.at('spatial_size');
  const written = wholePairOrTriple(size);
  if (written.some((voxels) => voxels < 1)) size.refuse('sizes from 1');
  if (written.length === 2 && !slicesFirst) size.refuse(`three numbers, or slices first: ${PUT_FIRST}`);
  return {
    kind: 'crop-guidance',
    spatialSize: written.length === 2 ? written : slicesFirst ? depthLast(written, 1) : written,
    margin: args.at('margin').or(20, (cursor) => margin(cursor, slicesFirst)),
  };
}

function margin(cursor: JsonCursor, slicesFirst: boolean): number | readonly [number, number, number] {
  const voxels = cursor.isList ? wholePairOrTriple(cursor) : ([cursor.number()] as const);
  if (!voxels.every((count) => Number.isInteger(count) && count >= 0)) cursor.refuse('whole numbers from 0');
  if (voxels.length === 1) return voxels[0];
  if (slicesFirst) return depthLast(voxels, 0);
  return voxels.length === 3 ? voxels : cursor.refuse('three numbers, or one for all');
}

function addGuidanceSignal(usualSigma: number, others: readonly string[]) {
  return (args: JsonCursor): GuidedSpec => {
    expectOnly(args, ['guidance', 'sigma', 'number_intensity_ch', ...others]);
    return {
      kind: 'add-guidance-signal',
      sigma: args.at('sigma').or(usualSigma, notNegative),
      intensityChannels: args.at('number_intensity_ch').or(1, atLeastOne),
    };
  };
}

/** `pert` and Clara Train's `permutation` jitter points, to train by. */
function addExtremePointsChannel(args: JsonCursor): GuidedSpec {
  expectOnly(args, [
    'label_key',
    'image_field',
    'label_field',
    'points_channel_field',
    'background',
    'pert',
    'permutation',
    'sigma',
    'rescale_min',
    'rescale_max',
  ]);
  const elsewhere = args.at('points_channel_field');
  if (!elsewhere.isAbsent) elsewhere.refuse('nothing: the points become a channel of the image');
  return {
    kind: 'add-extreme-points-channel',
    sigma: args.at('sigma').or(3, sigmas),
    rescaleMin: args.at('rescale_min').or(-1, (cursor) => cursor.number()),
    rescaleMax: args.at('rescale_max').or(1, (cursor) => cursor.number()),
  };
}

function sigmas(cursor: JsonCursor): number | readonly [number, number, number] {
  if (!cursor.isList) return notNegative(cursor);
  cursor.list().forEach(notNegative);
  return triple(cursor);
}
