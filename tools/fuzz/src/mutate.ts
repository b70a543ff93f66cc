import { BYTE_MUTATIONS } from './mutations/bytes.js';
import { putNumber } from './mutations/numbers.js';
import { changeText } from './mutations/text.js';
import type { Random } from './random.js';
import type { Field } from './seed.js';

export interface MutateOptions {
  /** Another sound file, to take pieces of. */
  readonly other: Uint8Array;
  /** Where the numbers lie that a reader believes. */
  readonly fields?: readonly Field[];
  /** The file begins with text. */
  readonly text?: boolean;
}

/** One change to a file: a number in its header that lies, a word of its text, or plain damage. `bytes` are kept. */
export function mutate(bytes: Uint8Array, random: Random, options: MutateOptions): Uint8Array {
  const { other, fields = [], text = false } = options;
  if (text && !random.oneIn(4)) return changeText(bytes, random);
  if (random.oneIn(fields.length > 0 ? 2 : 5)) return putNumber(bytes, random, fields);
  return random.pick(BYTE_MUTATIONS)(bytes, random, other);
}
