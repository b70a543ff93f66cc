import type { PadFill, TransformArgs, TransformSpec } from '@aiaa/transforms';
import { expectOnly, firstOrSelf, wholeTriple } from './arguments.js';
import type { JsonCursor } from './json-cursor.js';
import { spatialSize } from './spatial-size.js';

/** The transforms that cut voxels off or add some, by MONAI's bare name. */
export const CROP_AND_PAD_TRANSFORMS: Readonly<Record<string, (args: JsonCursor) => TransformSpec>> = {
  CropForeground: cropForeground,
  SpatialCrop: spatialCrop,
  CenterSpatialCrop: (args) => {
    expectOnly(args, ['roi_size']);
    return { kind: 'center-spatial-crop', size: spatialSize(args.at('roi_size')) };
  },
  SpatialPad: toSize('spatial-pad'),
  BorderPad: (args) => {
    expectOnly(args, ['spatial_border', ...FILL]);
    return { kind: 'border-pad', border: borderOf(args.at('spatial_border')), ...fillOf(args) };
  },
  DivisiblePad: (args) => {
    expectOnly(args, ['k', 'method', ...FILL]);
    return { kind: 'divisible-pad', k: wholeTriple(args.at('k')), method: methodOf(args), ...fillOf(args) };
  },
  ResizeWithPadOrCrop: toSize('resize-with-pad-or-crop'),
};

function cropForeground(args: JsonCursor): TransformSpec {
  const known = ['margin', 'allow_smaller', 'k_divisible', 'channel_indices', ...FILL];
  expectOnly(args, [...known, 'select_fn', 'start_coord_key', 'end_coord_key']);
  if (!args.at('select_fn').isAbsent) {
    args
      .at('select_fn')
      .reject('a Python function is not run: the foreground is what lies above 0, as by default.');
  }
  const margin = args.at('margin').or([0, 0, 0], wholeTriple);
  if (margin.some((width) => width < 0)) args.at('margin').refuse('whole numbers from 0');
  const channels = args.at('channel_indices').or(undefined, wholeNumbers);
  return {
    kind: 'crop-foreground',
    margin,
    allowSmaller: args.at('allow_smaller').or(false, (cursor) => cursor.boolean()),
    kDivisible: args.at('k_divisible').or([1, 1, 1], wholeTriple),
    ...(channels === undefined ? {} : { channels }),
    ...fillOf(args),
  };
}

/** A centre and a size, which count where both are given, or a start and an end. */
function spatialCrop(args: JsonCursor): TransformSpec {
  expectOnly(args, ['roi_center', 'roi_size', 'roi_start', 'roi_end', 'roi_slices']);
  if (!args.at('roi_slices').isAbsent) {
    args.at('roi_slices').reject('slices are Python objects: name roi_start and roi_end.');
  }
  if (args.at('roi_center').isAbsent || args.at('roi_size').isAbsent) {
    const [start, end] = alike(args.at('roi_start'), args.at('roi_end'));
    return { kind: 'spatial-crop', start, end };
  }
  const [center, size] = alike(args.at('roi_center'), args.at('roi_size'));
  return { kind: 'spatial-crop', center, size };
}

/** Two lists for the same axes, the first one, two or three; a single number is repeated to match a longer list. */
function alike(first: JsonCursor, second: JsonCursor): readonly [readonly number[], readonly number[]] {
  const [a, b] = [wholeNumbers(first), wholeNumbers(second)];
  const length = Math.max(a.length, b.length);
  const filled = (cursor: JsonCursor, numbers: readonly number[]): readonly number[] => {
    if (numbers.length === length && length <= 3) return numbers;
    if (numbers.length !== 1)
      return cursor.refuse('one to three whole numbers, as many as in its counterpart');
    return Array<number>(length).fill(numbers[0] ?? 0);
  };
  return [filled(first, a), filled(second, b)];
}

/** A list of whole numbers, or a single one. */
function wholeNumbers(cursor: JsonCursor): readonly number[] {
  if (cursor.isAbsent) cursor.refuse('whole numbers');
  const numbers = cursor.isList ? cursor.list().map((item) => item.number()) : [cursor.number()];
  return numbers.length > 0 && numbers.every(Number.isInteger) ? numbers : cursor.refuse('whole numbers');
}

function borderOf(cursor: JsonCursor): TransformArgs['border-pad']['border'] {
  const border = wholeNumbers(cursor);
  const [a, b, c, d, e, f] = border;
  if (border.length === 1 && a !== undefined) return a;
  if (border.length === 3 && c !== undefined) return [a, b, c];
  if (border.length === 6 && f !== undefined) return [a, b, c, d, e, f];
  return cursor.refuse('one whole number, or a list of three or six');
}

/** For transforms that take the size to reach. */
function toSize(kind: 'spatial-pad' | 'resize-with-pad-or-crop') {
  return (args: JsonCursor): TransformSpec => {
    expectOnly(args, ['spatial_size', 'method', ...FILL]);
    return { kind, size: spatialSize(args.at('spatial_size')), method: methodOf(args), ...fillOf(args) };
  };
}

const methodOf = (args: JsonCursor): 'symmetric' | 'end' =>
  args.at('method').or('symmetric', (cursor) => cursor.oneOf(['symmetric', 'end'] as const));

/** The arguments that say what is added around an image. */
const FILL = ['mode', 'value', 'constant_values'];

/** numpy's words and PyTorch's, for the same. */
const MODES = {
  constant: 'constant',
  edge: 'edge',
  replicate: 'edge',
  reflect: 'reflect',
  symmetric: 'symmetric',
  wrap: 'wrap',
  circular: 'wrap',
} as const;
const MODE_NAMES = Object.keys(MODES) as (keyof typeof MODES)[]; // the keys of a constant are its key type

function fillOf(args: JsonCursor): PadFill {
  const mode = MODES[args.at('mode').or('constant', (cursor) => firstOrSelf(cursor).oneOf(MODE_NAMES))];
  const written = args.at('value').isAbsent ? args.at('constant_values') : args.at('value');
  if (mode === 'constant') return written.isAbsent ? {} : { value: written.number() };
  if (!written.isAbsent) written.reject('it counts only where mode is constant.');
  return { mode };
}
