import type { Decision } from '@aiaa/transforms';
import type { PostSpec } from '../model-config.js';
import { expectOnly, firstOrSelf } from './arguments.js';
import { DONE_ANYWAY, doneAnyway } from './done-anyway.js';
import type { JsonCursor } from './json-cursor.js';
import { LABEL_TRANSFORMS } from './label-transforms.js';

/** Turns a transform's arguments into its spec; nothing for what is done anyway. */
type Decoder = (args: JsonCursor) => PostSpec | undefined;

/** Every transform a config may name after its network, by MONAI's or AIAA's bare name. */
export const POST_TRANSFORMS: Readonly<Record<string, Decoder>> = {
  ...DONE_ANYWAY,
  SqueezeDim: doneAnyway('dim', 'update_meta'),
  AsChannelLast: doneAnyway('channel_dim'),
  ConvertToChannelsFirst: doneAnyway(),
  CopyProperties: doneAnyway('from_field', 'properties'),
  // Every answer holds them: nothing to switch on.
  ExtremePoints: doneAnyway('result', 'points', 'pert'),
  FetchExtremePoints: doneAnyway('image_field', 'label_field', 'points'),
  BoundingBox: (args) => {
    expectOnly(args, ['result', 'bbox']);
    return { kind: 'report', fact: 'box' };
  },
  GetCentroids: (args) => {
    expectOnly(args, ['centroids_key']);
    return { kind: 'report', fact: 'centroids' };
  },
  Activations: activations,
  AsDiscrete: (args) => ({ kind: 'discretise', decide: decision(args) }),
  ArgmaxAcrossChannels: (args) => {
    expectOnly(args, []);
    return { kind: 'discretise', decide: { kind: 'arg-max' } };
  },
  // A class that the heart model of Clara Train 2 brings along, by the name of its file and its own.
  'TresholdArgmax.TresholdArgmax': thresholdArgMax,
  TresholdArgmax: thresholdArgMax,
  'ThresholdArgmax.ThresholdArgmax': thresholdArgMax,
  ThresholdArgmax: thresholdArgMax,
  ...LABEL_TRANSFORMS,
  Restored: (args) => {
    expectOnly(args, ['ref_image', 'has_channel', 'mode', 'align_corners', 'invert_orient']);
    args.at('mode').or('nearest', (cursor) => cursor.oneOf(['nearest'] as const));
    return { kind: 'restore', rule: 'resize' };
  },
  RestoreOriginalShape: restoreOriginalShape,
  RestoreLabel: restoreLabel,
  Invert: invert,
};

function activations(args: JsonCursor): PostSpec | undefined {
  expectOnly(args, ['sigmoid', 'softmax', 'other']);
  if (!args.at('other').isAbsent) args.at('other').refuse('nothing: only softmax and sigmoid are supported');
  const [sigmoid, softmax] = [isOn(args.at('sigmoid')), isOn(args.at('softmax'))];
  if (sigmoid && softmax) args.refuse('either sigmoid or softmax, not both');
  if (!sigmoid && !softmax) return undefined;
  return { kind: 'activation', function: sigmoid ? 'sigmoid' : 'softmax' };
}

/** `threshold` is a number in newer MONAI; older configs say `threshold_values: true` and `logit_thresh`. */
function decision(args: JsonCursor): Decision {
  expectOnly(args, [
    'argmax',
    'threshold',
    'threshold_values',
    'logit_thresh',
    'to_onehot',
    'n_classes',
    'rounding',
  ]);
  for (const key of ['to_onehot', 'rounding']) {
    if (!args.at(key).isAbsent)
      args.at(key).refuse('nothing: a result is a label map, never one-hot or rounded');
  }
  if (isOn(args.at('argmax'))) return { kind: 'arg-max' };
  if (isOn(args.at('threshold_values'))) {
    return { kind: 'threshold', at: args.at('logit_thresh').or(0.5, (cursor) => cursor.number()) };
  }
  const threshold = args.at('threshold');
  if (threshold.isAbsent) args.refuse('argmax or a threshold');
  return { kind: 'threshold', at: threshold.number() };
}

/** Background where no class reaches the threshold, else the highest class, counted from 1. */
function thresholdArgMax(args: JsonCursor): PostSpec {
  expectOnly(args, ['threshold']);
  const at = args.at('threshold').or(0.5, (cursor) => cursor.number());
  return { kind: 'discretise', decide: { kind: 'threshold-arg-max', at } };
}

function restoreOriginalShape(args: JsonCursor): PostSpec {
  expectOnly(args, ['field', 'src_field', 'is_label']);
  if (!args.at('is_label').or(true, (cursor) => cursor.boolean())) {
    args.at('is_label').refuse('true: what is restored is a label map');
  }
  return { kind: 'restore', rule: 'resize' };
}

function restoreLabel(args: JsonCursor): PostSpec {
  expectOnly(args, [
    'ref_image',
    'slice_only',
    'mode',
    'align_corners',
    'meta_keys',
    'restore_resizing',
    'restore_cropping',
    'restore_spacing',
    'restore_slicing',
    'start_coord_key',
    'end_coord_key',
    'original_shape_key',
    'cropped_shape_key',
  ]);
  args.at('mode').or('nearest', (cursor) => firstOrSelf(cursor).oneOf(['nearest'] as const));
  for (const key of ['restore_resizing', 'restore_cropping', 'restore_spacing', 'restore_slicing']) {
    if (!isOn(args.at(key), true)) args.at(key).refuse(`true: ${WHOLE}`);
  }
  if (isOn(args.at('slice_only'))) args.at('slice_only').refuse(`false: ${WHOLE}`);
  return { kind: 'restore', rule: 'guided' };
}

const WHOLE = "a mask lies on the image's whole grid";

function invert(args: JsonCursor): PostSpec {
  expectOnly(args, ['transform', 'orig_keys', 'nearest_interp', 'to_tensor', 'device', 'orig_meta_keys']);
  return { kind: 'restore', rule: 'nearest' };
}

/** A flag, or a list of one flag. */
function isOn(cursor: JsonCursor, usual = false): boolean {
  if (cursor.isAbsent) return usual;
  return cursor.isList ? cursor.list().some((item) => item.boolean()) : cursor.boolean();
}
