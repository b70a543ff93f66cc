/*
 * Half precision (IEEE 754 binary16) as the 16 bits that it is: Node has a Float16Array from version 24 on.
 */

const EXPONENT_BITS = 0x1f;
const MANTISSA_BITS = 0x3ff;

/** What half precision numbers are worth; each is a float32 exactly. */
export function fromFloat16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  worth ??= Float32Array.from({ length: 0x10000 }, (_, word) => valueOf(word));
  const values = new Float32Array(bits.length);
  for (let at = 0; at < bits.length; at++) values[at] = worth[bits[at]];
  return values;
}

/** There are so few that each is worked out once: a window has a million. */
let worth: Float32Array | undefined;

function valueOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & EXPONENT_BITS;
  const mantissa = bits & MANTISSA_BITS;
  if (exponent === EXPONENT_BITS) return mantissa === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** The nearest half precision numbers, of two as near the even one; from 65520 on they are infinite. */
export function toFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint16Array(values.length);
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let at = 0; at < values.length; at++) bits[at] = bitsOf(words[at]);
  return bits;
}

/** From the 32 bits of a float32: 8 of exponent, 23 of mantissa. */
function bitsOf(word: number): number {
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 0xff) - 127 + 15;
  const mantissa = word & 0x7fffff;
  if (exponent === 0xff - 127 + 15) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  if (exponent >= EXPONENT_BITS) return sign | 0x7c00;
  if (exponent > 0) return sign | rounded((exponent << 23) | mantissa, 13);
  if (exponent < -10) return sign;
  return sign | rounded(mantissa | 0x800000, 14 - exponent);
}

/** Without its last bits, to the nearest, of two the even; what it carries goes into the exponent, as it should. */
function rounded(value: number, bits: number): number {
  const half = 1 << (bits - 1);
  const rest = value & ((1 << bits) - 1);
  const kept = value >>> bits;
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
