import { BrokenInvariant, type Voxels } from '@aiaa/volume';

/** Of the 32 bits of a key, the upper and the lower half are counted in a pass each. */
const BINS = 2 ** 16;

/** Few enough keys to stay in a processor's cache. */
const BLOCK = 2 ** 14;

/** Bits of float32 infinity; above, without the sign, is NaN. */
const INFINITY_BITS = 0x7f80_0000;

/**
 * The values, in float32, that would stand at these ranks (0 the lowest) if all were sorted: exact, by counting
 * twice instead of sorting, so that it takes time for two passes and memory for none. NaN for every rank when
 * any value is NaN.
 * @throws BrokenInvariant when there are not so many values.
 */
export function valuesAtRanks(values: Voxels, ranks: readonly number[]): readonly number[] {
  const upper = new Uint32Array(BINS);
  for (const keys of keyBlocks(values)) {
    for (let at = 0; at < keys.length; at++) upper[keys[at] >>> 16]++;
  }
  if (upper[BINS - 1] > 0) return ranks.map(() => NaN);
  const places = ranks.map((rank) => placeOf(rank, upper));
  const lower = countLower(
    values,
    places.map(({ bin }) => bin),
  );
  return places.map(({ bin, rest }, at) => valueOf(bin, placeOf(rest, lower[at]).bin));
}

/** For each of these upper halves, how often each lower half follows it. */
function countLower(values: Voxels, bins: readonly number[]): readonly Uint32Array[] {
  const slots = new Uint8Array(BINS);
  const distinct = [...new Set(bins)];
  distinct.forEach((bin, slot) => (slots[bin] = slot + 1));
  const counts = new Uint32Array(BINS * distinct.length);
  for (const keys of keyBlocks(values)) {
    for (let at = 0; at < keys.length; at++) {
      const slot = slots[keys[at] >>> 16];
      if (slot > 0) counts[(slot - 1) * BINS + (keys[at] & 0xffff)]++;
    }
  }
  return bins.map((bin) => counts.subarray((slots[bin] - 1) * BINS, slots[bin] * BINS));
}

/** The bin in which a rank falls, and how many of that bin come before it. */
function placeOf(rank: number, counts: Uint32Array): { bin: number; rest: number } {
  let rest = rank;
  for (let bin = 0; bin < counts.length; bin++) {
    if (rest < counts[bin]) return { bin, rest };
    rest -= counts[bin];
  }
  throw new BrokenInvariant(`There is no value at rank ${rank}.`);
}

/** The bits of float32 values, changed so that as unsigned integers they sort like the values; NaN comes last. */
function* keyBlocks(values: Voxels): Generator<Int32Array> {
  const floats = new Float32Array(BLOCK);
  const bits = new Int32Array(floats.buffer);
  for (let start = 0; start < values.length; start += BLOCK) {
    const part = values.subarray(start, start + BLOCK);
    floats.set(part);
    const keys = bits.subarray(0, part.length);
    for (let at = 0; at < keys.length; at++) {
      const bit = keys[at];
      keys[at] = (bit & 0x7fff_ffff) > INFINITY_BITS ? -1 : bit ^ ((bit >> 31) | 0x8000_0000);
    }
    yield keys;
  }
}

function valueOf(upper: number, lower: number): number {
  const key = (upper << 16) | lower;
  const bits = key < 0 ? key ^ 0x8000_0000 : ~key;
  return new Float32Array(Int32Array.of(bits).buffer)[0];
}
