import { expectOnly } from './arguments.js';
import type { JsonCursor } from './json-cursor.js';

/** Decodes a transform that has nothing to do here: volumes are always loaded, channel first, as numbers. */
export const doneAnyway =
  (...known: string[]) =>
  (args: JsonCursor): undefined => {
    expectOnly(args, known);
  };

/** What configs name before and after the network alike. */
export const DONE_ANYWAY = {
  AddChannel: doneAnyway(),
  EnsureChannelFirst: doneAnyway('channel_dim', 'strict_check'),
  EnsureType: doneAnyway('data_type', 'device', 'wrap_sequence'),
  ToTensor: doneAnyway('device', 'wrap_sequence'),
  ToNumpy: doneAnyway('wrap_sequence'),
  CastToType: doneAnyway(),
};
