import type { TransformArgs, TransformSpec } from '@aiaa/transforms';
import { parseAxisCodes, type AxisNumber, type Size } from '@aiaa/volume';
import { affineRows } from './affine-rows.js';
import { expectOnly, firstOrSelf, triple, wholeTriple } from './arguments.js';
import { CROP_AND_PAD_TRANSFORMS } from './crop-and-pad-transforms.js';
import type { JsonCursor } from './json-cursor.js';
import { spatialSize } from './spatial-size.js';

/** The transforms that move or resample voxels, by MONAI's bare name. */
export const SPATIAL_TRANSFORMS: Readonly<Record<string, (args: JsonCursor) => TransformSpec>> = {
  Orientation: orientation,
  Spacing: spacing,
  SpatialResample: spatialResample,
  Resize: resize(spatialSize),
  ...CROP_AND_PAD_TRANSFORMS,
  Flip: flip,
  Rotate90: rotate90,
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

export function spacing(args: JsonCursor): TransformSpec<'spacing'> {
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
  const band = (key: string) => args.at(key).or(undefined, spacings);
  const [minPixdim, maxPixdim] = [band('min_pixdim'), band('max_pixdim')];
  return {
    kind: 'spacing',
    pixdim: spacings(args.at('pixdim')),
    diagonal: flag(args.at('diagonal')),
    ...sampling(args),
    scaleExtent: flag(args.at('scale_extent')),
    ...(minPixdim === undefined ? {} : { minPixdim }),
    ...(maxPixdim === undefined ? {} : { maxPixdim }),
  };
}

/** How values are found between voxels. */
const sampling = (args: JsonCursor) => ({
  mode: args
    .at('mode')
    .or('bilinear', (cursor) => firstOrSelf(cursor).oneOf(['bilinear', 'nearest'] as const)),
  paddingMode: args
    .at('padding_mode')
    .or('border', (cursor) => firstOrSelf(cursor).oneOf(['border', 'zeros', 'reflection'] as const)),
  alignCorners: flag(args.at('align_corners')),
});

/** A flag for all keys, or one for each, of which the first counts. */
const flag = (cursor: JsonCursor): boolean => cursor.or(false, (given) => firstOrSelf(given).boolean());

/** MONAI takes the grid where the transform is called, out of its dictionary; a config states it instead. */
function spatialResample(args: JsonCursor): TransformSpec {
  expectOnly(args, ['dst_affine', 'spatial_size', 'mode', 'padding_mode', 'align_corners', 'dst_keys']);
  if (!args.at('dst_keys').isAbsent) {
    args.at('dst_keys').reject('no dictionary is kept that could hold an affine: write it as dst_affine.');
  }
  const affine = args.at('dst_affine').or(undefined, affineRows);
  const size = args.at('spatial_size').or(undefined, wholeTriple);
  if (affine === undefined && size === undefined)
    args.at('dst_affine').refuse('an affine, a spatial_size or both');
  return {
    kind: 'spatial-resample',
    ...(affine === undefined ? {} : { affine }),
    ...(size === undefined ? {} : { size }),
    ...sampling(args),
  };
}

/** One to three numbers; MONAI lets the last of fewer count for the axes that are left. */
function spacings(cursor: JsonCursor): Size {
  if (!cursor.isList) return triple(cursor);
  const [x, y = x, z = y, ...rest] = cursor.list().map((item) => item.number());
  if (x === undefined || y === undefined || z === undefined || rest.length > 0) {
    return cursor.refuse('one to three numbers');
  }
  return [x, y, z];
}

const RESIZE_MODES = [
  'area',
  'nearest',
  'nearest-exact',
  'linear',
  'bilinear',
  'trilinear',
  'bicubic',
] as const;

/** @param readSize reads the size to reach: x, y, z */
export function resize(readSize: (cursor: JsonCursor) => Size) {
  return (args: JsonCursor): TransformSpec => {
    expectOnly(args, [
      'spatial_size',
      'size_mode',
      'mode',
      'align_corners',
      'anti_aliasing',
      'anti_aliasing_sigma',
    ]);
    const antiAliasing = flag(args.at('anti_aliasing'));
    const sigma = args.at('anti_aliasing_sigma').or(undefined, widths);
    return {
      kind: 'resize',
      size: readSize(args.at('spatial_size')),
      sizeMode: args.at('size_mode').or('all', (cursor) => cursor.oneOf(['all', 'longest'] as const)),
      mode: args.at('mode').or('area', resizeMode),
      alignCorners: flag(args.at('align_corners')),
      ...(antiAliasing ? { antiAliasing } : {}),
      ...(antiAliasing && sigma !== undefined ? { antiAliasingSigma: sigma } : {}),
    };
  };
}

/** Standard deviations along x, y and z. */
function widths(cursor: JsonCursor): Size {
  const sigmas = triple(cursor);
  return sigmas.every((sigma) => sigma >= 0) ? sigmas : cursor.refuse('widths of 0 or more');
}

/** MONAI takes the linear mode of as many axes as the image has, whichever is named. */
function resizeMode(cursor: JsonCursor): NonNullable<TransformArgs['resize']['mode']> {
  const mode = firstOrSelf(cursor).oneOf(RESIZE_MODES);
  return mode === 'linear' || mode === 'bilinear' ? 'trilinear' : mode;
}

function flip(args: JsonCursor): TransformSpec {
  expectOnly(args, ['spatial_axis']);
  const axes = args.at('spatial_axis');
  if (axes.isAbsent) return { kind: 'flip' };
  return { kind: 'flip', axes: (axes.isList ? axes.list() : [axes]).map(axisNumber) };
}

function rotate90(args: JsonCursor): TransformSpec {
  expectOnly(args, ['k', 'spatial_axes']);
  const k = args.at('k').or(1, (cursor) => {
    const turns = cursor.number();
    return Number.isInteger(turns) ? turns : cursor.refuse('a whole number');
  });
  const axes = args.at('spatial_axes').or([0, 1] as const, (cursor) => {
    const [first, second, ...rest] = cursor.list().map(axisNumber);
    if (first === undefined || second === undefined || first === second || rest.length > 0) {
      return cursor.refuse('two different axes');
    }
    return [first, second] as const;
  });
  return { kind: 'rotate90', k, axes };
}

/** One of the three spatial axes; -1 is the last. */
function axisNumber(cursor: JsonCursor): AxisNumber {
  const written = cursor.number();
  const axis = ([0, 1, 2] as const).find((known) => known === written || known - 3 === written);
  return axis ?? cursor.refuse('an axis, 0 to 2 or -3 to -1');
}
