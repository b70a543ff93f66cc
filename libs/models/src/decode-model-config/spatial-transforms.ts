import type { TransformArgs, TransformSpec } from '@aiaa/transforms';
import { parseAxisCodes, type AxisNumber, type Size } from '@aiaa/volume';
import { expectOnly, firstOrSelf, triple, wholeTriple } from './arguments.js';
import type { JsonCursor } from './json-cursor.js';

/** The transforms that move or resample voxels, by MONAI's bare name. */
export const SPATIAL_TRANSFORMS: Readonly<Record<string, (args: JsonCursor) => TransformSpec>> = {
  Orientation: orientation,
  Spacing: spacing,
  Resize: resize,
  CropForeground: cropForeground,
  CenterSpatialCrop: (args) => {
    expectOnly(args, ['roi_size']);
    return { kind: 'center-spatial-crop', size: wholeTriple(args.at('roi_size')) };
  },
  SpatialPad: toSize('spatial-pad'),
  BorderPad: borderPad,
  DivisiblePad: divisiblePad,
  ResizeWithPadOrCrop: toSize('resize-with-pad-or-crop'),
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
  const band = (key: string) => args.at(key).or(undefined, spacings);
  const [minPixdim, maxPixdim] = [band('min_pixdim'), band('max_pixdim')];
  return {
    kind: 'spacing',
    pixdim: spacings(args.at('pixdim')),
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

/** One to three numbers; MONAI lets the last of fewer count for the axes that are left. */
function spacings(cursor: JsonCursor): Size {
  if (!cursor.isList) return triple(cursor);
  const [x, y = x, z = y, ...rest] = cursor.list().map((item) => item.number());
  if (x === undefined || y === undefined || z === undefined || rest.length > 0) {
    return cursor.refuse('one to three numbers');
  }
  return [x, y, z];
}

const RESIZE_MODES = ['area', 'nearest', 'nearest-exact', 'trilinear'] as const;

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

function borderPad(args: JsonCursor): TransformSpec {
  expectOnly(args, ['spatial_border', 'mode']);
  expectZeros(args);
  return { kind: 'border-pad', border: borderOf(args.at('spatial_border')) };
}

function borderOf(cursor: JsonCursor): TransformArgs['border-pad']['border'] {
  const border = cursor.isList ? cursor.list().map((item) => item.number()) : [cursor.number()];
  if (!border.every(Number.isInteger)) cursor.refuse('whole numbers');
  const [a, b, c, d, e, f] = border;
  if (border.length === 1 && a !== undefined) return a;
  if (border.length === 3 && c !== undefined) return [a, b, c];
  if (border.length === 6 && f !== undefined) return [a, b, c, d, e, f];
  return cursor.refuse('one whole number, or a list of three or six');
}

function divisiblePad(args: JsonCursor): TransformSpec {
  expectOnly(args, ['k', 'method', 'mode']);
  expectZeros(args);
  return { kind: 'divisible-pad', k: wholeTriple(args.at('k')), method: methodOf(args) };
}

/** For transforms that take the size to reach. */
function toSize(kind: 'spatial-pad' | 'resize-with-pad-or-crop') {
  return (args: JsonCursor): TransformSpec => {
    expectOnly(args, ['spatial_size', 'method', 'mode']);
    expectZeros(args);
    return { kind, size: wholeTriple(args.at('spatial_size')), method: methodOf(args) };
  };
}

/** What is added around an image is 0. */
const expectZeros = (args: JsonCursor): string =>
  args.at('mode').or('constant', (cursor) => firstOrSelf(cursor).oneOf(['constant'] as const));

const methodOf = (args: JsonCursor): 'symmetric' | 'end' =>
  args.at('method').or('symmetric', (cursor) => cursor.oneOf(['symmetric', 'end'] as const));

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
