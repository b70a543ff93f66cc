import type { TransformSpec } from '@aiaa/transforms';
import { expectOnly, triple, wholeTriple } from './arguments.js';
import { doneAnyway } from './done-anyway.js';
import type { JsonCursor } from './json-cursor.js';

/**
 * The transforms of Clara Train 2 and 3 that MONAI has not under the same name (NVIDIA Clara Train 3.1, package
 * `ai4med.components.transforms`), by their bare name.
 */
export const AI4MED_TRANSFORMS: Readonly<Record<string, (args: JsonCursor) => TransformSpec | undefined>> = {
  LoadNifti: loadNifti,
  ConvertToChannelsFirst: doneAnyway(),
  LoadPng: doneAnyway(),
  LoadJpg: doneAnyway(),
  ScaleByResolution: scaleByResolution,
  ScaleToShape: scaleToShape,
  NormalizeNonzeroIntensities: normalizeNonzeroIntensities,
};

function loadNifti(args: JsonCursor): TransformSpec | undefined {
  expectOnly(args, ['as_closest_canonical', 'nii_is_channels_first']);
  const channels = args.at('nii_is_channels_first');
  if (flag(channels)) channels.refuse('false: the channels of a NIfTI file lie beyond its third axis');
  return closestCanonical(args);
}

/** The axes turned as nibabel's `as_closest_canonical` turns them while it loads. */
export const closestCanonical = (args: JsonCursor): TransformSpec | undefined =>
  flag(args.at('as_closest_canonical')) ? { kind: 'orientation', axcodes: 'RAS' } : undefined;

function scaleByResolution(args: JsonCursor): TransformSpec {
  expectOnly(args, ['target_resolution', 'is_label']);
  const mode = flag(args.at('is_label')) ? 'nearest' : 'bilinear';
  return { kind: 'spacing', pixdim: triple(args.at('target_resolution')), mode };
}

function scaleToShape(args: JsonCursor): TransformSpec {
  expectOnly(args, ['target_shape', 'is_label']);
  const mode = flag(args.at('is_label')) ? 'nearest' : 'trilinear';
  return { kind: 'resize', size: wholeTriple(args.at('target_shape')), mode };
}

function normalizeNonzeroIntensities(args: JsonCursor): TransformSpec {
  expectOnly(args, []);
  return { kind: 'normalize-intensity', nonzero: true, channelWise: true };
}

const flag = (cursor: JsonCursor): boolean => cursor.or(false, (given) => given.boolean());
