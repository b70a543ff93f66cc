import type { GuidedSpec, TransformSpec } from '@aiaa/transforms';
import { AI4MED_TRANSFORMS, closestCanonical } from './ai4med-transforms.js';
import { expectOnly } from './arguments.js';
import type { TransformTable } from './decode-transforms.js';
import { DONE_ANYWAY, doneAnyway } from './done-anyway.js';
import { guidanceTransforms, type ClickLists } from './guidance-transforms.js';
import { INTENSITY_TRANSFORMS } from './intensity-transforms.js';
import type { JsonCursor } from './json-cursor.js';
import { SPATIAL_TRANSFORMS } from './spatial-transforms.js';

/** Every transform a config may name before its network, by its bare name. */
export const PRE_TRANSFORMS: TransformTable<GuidedSpec | ClickLists> = {
  LoadImage: loadImage,
  ...DONE_ANYWAY,
  // MONAI's moves the last axis to the front: the channels' axis of an image that has channels.
  AsChannelFirst: doneAnyway('channel_dim'),
  SqueezeDim: doneAnyway('dim', 'update_meta'),
  Transpose: transpose,
  ConcatItems: concatItems,
  ...SPATIAL_TRANSFORMS,
  ...INTENSITY_TRANSFORMS,
  ...guidanceTransforms(false),
  ...AI4MED_TRANSFORMS,
};

function loadImage(args: JsonCursor): TransformSpec | undefined {
  expectOnly(args, [
    'reader',
    'image_only',
    'ensure_channel_first',
    'overwriting',
    'simple_keys',
    'prune_meta_pattern',
    'as_closest_canonical',
  ]);
  return closestCanonical(args);
}

/** Files and clicks become channels of one image here, in this very order; nothing else could be put together. */
function concatItems(args: JsonCursor): undefined {
  expectOnly(args, ['name', 'dim']);
  const dim = args.at('dim');
  if (dim.or(0, (cursor) => cursor.number()) !== 0) dim.refuse('0, the axis of channels');
}

/** What AsChannelFirst said in DeepGrow's older configs: slices first. */
function transpose(args: JsonCursor): undefined {
  expectOnly(args, ['indices']);
  const indices = args.at('indices');
  const written = indices.list().map((item) => item.number());
  if (written.join() !== '2,0,1') indices.refuse('[2, 0, 1], which puts slices first');
}
