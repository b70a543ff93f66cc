import type { TransformSpec } from '@aiaa/transforms';
import { AI4MED_TRANSFORMS, closestCanonical } from './ai4med-transforms.js';
import { expectOnly } from './arguments.js';
import type { TransformTable } from './decode-transforms.js';
import { DONE_ANYWAY, doneAnyway } from './done-anyway.js';
import { INTENSITY_TRANSFORMS } from './intensity-transforms.js';
import type { JsonCursor } from './json-cursor.js';
import { SPATIAL_TRANSFORMS } from './spatial-transforms.js';

/** Every transform a config may name before its network, by its bare name. */
export const PRE_TRANSFORMS: TransformTable<TransformSpec> = {
  LoadImage: loadImage,
  ...DONE_ANYWAY,
  // MONAI's moves the last axis to the front: the channels' axis of an image that has channels.
  AsChannelFirst: doneAnyway('channel_dim'),
  ...SPATIAL_TRANSFORMS,
  ...INTENSITY_TRANSFORMS,
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
