import type { TransformSpec } from '@aiaa/transforms';
import { parseAxisCodes } from '@aiaa/volume';
import { expectOnly, firstOrSelf, triple, wholeTriple } from './arguments.js';
import { DONE_ANYWAY, doneAnyway } from './done-anyway.js';
import type { JsonCursor } from './json-cursor.js';

/** Turns a transform's arguments into its spec; nothing for what is done anyway, such as loading. */
type Decoder = (args: JsonCursor) => TransformSpec | undefined;

/** Every transform a config may name before its network, by MONAI's bare name. */
export const PRE_TRANSFORMS: Readonly<Record<string, Decoder>> = {
  LoadImage: doneAnyway(
    'reader',
    'image_only',
    'ensure_channel_first',
    'overwriting',
    'simple_keys',
    'prune_meta_pattern',
  ),
  ...DONE_ANYWAY,
  Orientation: orientation,
  Spacing: spacing,
  Resize: resize,
  CropForeground: cropForeground,
  CenterSpatialCrop: (args) => {
    expectOnly(args, ['roi_size']);
    return { kind: 'center-spatial-crop', size: wholeTriple(args.at('roi_size')) };
  },
  SpatialPad: spatialPad,
  ScaleIntensity: scaleIntensity,
  ScaleIntensityRange: scaleIntensityRange,
  NormalizeIntensity: normalizeIntensity,
};

function orientation(args: JsonCursor): TransformSpec {
  expectOnly(args, ['axcodes', 'as_closest_canonical', 'labels']);
  if (args.at('as_closest_canonical').or(false, (flag) => flag.boolean()))
    return { kind: 'orientation', axcodes: 'RAS' };
  const codes = args.at('axcodes');
  const axcodes = codes.isList
    ? codes
        .list()
        .map((letter) => letter.text())
        .join('')
    : codes.text();
  try {
    parseAxisCodes(axcodes);
  } catch {
    codes.refuse('three axis codes such as "RAS"');
  }
  return { kind: 'orientation', axcodes };
}

function spacing(args: JsonCursor): TransformSpec {
  expectOnly(args, [
    'pixdim',
    'diagonal',
    'mode',
    'padding_mode',
    'align_corners',
    'scale_extent',
    'recompute_affine',
    'min_pixdim',
    'max_pixdim',
    'ensure_same_shape',
  ]);
  const flag = (key: string) => args.at(key).or(false, (cursor) => firstOrSelf(cursor).boolean());
  const band = (key: string) => args.at(key).or(undefined, triple);
  const [minPixdim, maxPixdim] = [band('min_pixdim'), band('max_pixdim')];
  return {
    kind: 'spacing',
    pixdim: triple(args.at('pixdim')),
    diagonal: flag('diagonal'),
    mode: args
      .at('mode')
      .or('bilinear', (cursor) => firstOrSelf(cursor).oneOf(['bilinear', 'nearest'] as const)),
    paddingMode: args
      .at('padding_mode')
      .or('border', (cursor) => firstOrSelf(cursor).oneOf(['border', 'zeros', 'reflection'] as const)),
    alignCorners: flag('align_corners'),
    scaleExtent: flag('scale_extent'),
    ...(minPixdim === undefined ? {} : { minPixdim }),
    ...(maxPixdim === undefined ? {} : { maxPixdim }),
  };
}

const RESIZE_MODES = ['area', 'nearest', 'trilinear'] as const;

function resize(args: JsonCursor): TransformSpec {
  expectOnly(args, ['spatial_size', 'size_mode', 'mode', 'align_corners', 'anti_aliasing']);
  if (args.at('anti_aliasing').or(false, (cursor) => firstOrSelf(cursor).boolean())) {
    args.at('anti_aliasing').refuse('false: anti-aliased resizing is not supported');
  }
  return {
    kind: 'resize',
    size: wholeTriple(args.at('spatial_size')),
    sizeMode: args.at('size_mode').or('all', (cursor) => cursor.oneOf(['all', 'longest'] as const)),
    mode: args.at('mode').or('area', (cursor) => firstOrSelf(cursor).oneOf(RESIZE_MODES)),
    alignCorners: args.at('align_corners').or(false, (cursor) => firstOrSelf(cursor).boolean()),
  };
}

function cropForeground(args: JsonCursor): TransformSpec {
  expectOnly(args, ['margin', 'allow_smaller', 'k_divisible', 'start_coord_key', 'end_coord_key']);
  return {
    kind: 'crop-foreground',
    margin: args.at('margin').or([0, 0, 0], wholeTriple),
    allowSmaller: args.at('allow_smaller').or(false, (cursor) => cursor.boolean()),
    kDivisible: args.at('k_divisible').or([1, 1, 1], wholeTriple),
  };
}

function spatialPad(args: JsonCursor): TransformSpec {
  expectOnly(args, ['spatial_size', 'method', 'mode']);
  args.at('mode').or('constant', (cursor) => firstOrSelf(cursor).oneOf(['constant'] as const));
  return {
    kind: 'spatial-pad',
    size: wholeTriple(args.at('spatial_size')),
    method: args.at('method').or('symmetric', (cursor) => cursor.oneOf(['symmetric', 'end'] as const)),
  };
}

function scaleIntensity(args: JsonCursor): TransformSpec {
  expectOnly(args, ['minv', 'maxv', 'factor']);
  if (!args.at('factor').isAbsent) return { kind: 'scale-intensity', factor: args.at('factor').number() };
  const bound = (key: string, fallback: number) => args.at(key).or(fallback, (cursor) => cursor.number());
  return { kind: 'scale-intensity', min: bound('minv', 0), max: bound('maxv', 1) };
}

function scaleIntensityRange(args: JsonCursor): TransformSpec {
  expectOnly(args, ['a_min', 'a_max', 'b_min', 'b_max', 'clip']);
  return {
    kind: 'scale-intensity-range',
    aMin: args.at('a_min').number(),
    aMax: args.at('a_max').number(),
    bMin: args.at('b_min').number(),
    bMax: args.at('b_max').number(),
    clip: args.at('clip').or(false, (cursor) => cursor.boolean()),
  };
}

function normalizeIntensity(args: JsonCursor): TransformSpec {
  expectOnly(args, ['subtrahend', 'divisor', 'nonzero', 'channel_wise']);
  const flag = (key: string) => args.at(key).or(false, (cursor) => cursor.boolean());
  const constant = (key: string) => args.at(key).or(undefined, (cursor) => firstOrSelf(cursor).number());
  const [subtrahend, divisor] = [constant('subtrahend'), constant('divisor')];
  return {
    kind: 'normalize-intensity',
    nonzero: flag('nonzero'),
    channelWise: flag('channel_wise'),
    ...(subtrahend === undefined ? {} : { subtrahend }),
    ...(divisor === undefined ? {} : { divisor }),
  };
}
