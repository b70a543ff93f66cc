import type { Random } from '../random.js';

/** Changes bytes without knowing what they mean; never longer than `MOST_BYTES`. */
export type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

/** So that damage upon damage stays small: what a file declares is large, what it holds need not be. */
const MOST_BYTES = 8192;

const SPECIAL_BYTES = [0, 1, 0x0a, 0x20, 0x7f, 0x80, 0xfe, 0xff] as const;

const flip: Mutation = (bytes, random) => changed(bytes, random, (byte) => byte ^ (1 << random.below(8)));

const set: Mutation = (bytes, random) =>
  changed(bytes, random, () => (random.oneIn(2) ? random.pick(SPECIAL_BYTES) : random.below(256)));

const truncate: Mutation = (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1));

const extend: Mutation = (bytes, random) => {
  const fill = random.oneIn(2) ? 0 : random.below(256);
  return joined(bytes, new Uint8Array(1 + random.below(64)).fill(fill));
};

const duplicate: Mutation = (bytes, random) => {
  const [from, to] = block(bytes, random);
  return joined(bytes.subarray(0, to), bytes.subarray(from));
};

const remove: Mutation = (bytes, random) => {
  const [from, to] = block(bytes, random);
  return joined(bytes.subarray(0, from), bytes.subarray(to));
};

/** The front of one file and the end of another. */
const splice: Mutation = (bytes, random, other) =>
  joined(bytes.subarray(0, random.below(bytes.length + 1)), other.subarray(random.below(other.length + 1)));

/** A block of another file over a block of this one. */
const graft: Mutation = (bytes, random, other) => {
  const [from, to] = block(other, random);
  const piece = other.subarray(from, to);
  const at = random.below(bytes.length + 1);
  return joined(bytes.subarray(0, at), piece, bytes.subarray(at + piece.length));
};

export const BYTE_MUTATIONS: readonly Mutation[] = [
  flip, flip, set, set, truncate, extend, duplicate, remove, splice, graft,
]; // prettier-ignore

function changed(bytes: Uint8Array, random: Random, change: (byte: number) => number): Uint8Array {
  if (bytes.length === 0) return bytes;
  const copy = Uint8Array.from(bytes);
  const at = random.below(copy.length);
  copy[at] = change(copy[at]);
  return copy;
}

/** From where to where a block of at most 64 bytes lies. */
function block(bytes: Uint8Array, random: Random): readonly [from: number, to: number] {
  const from = random.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + 1 + random.below(64))];
}

const joined = (...pieces: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(pieces).subarray(0, MOST_BYTES));
