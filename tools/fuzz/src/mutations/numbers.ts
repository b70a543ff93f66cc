import type { Random } from '../random.js';
import type { Field, NumberType } from '../seed.js';

const WHOLE = [
  0, -1, 1, 2, 3, 4, 5, 7, 8, 9, 16, 100, 127, 128, 255, 256, 300, 351, 353, 512, 1024, 4096, 32_767, 32_768, 65_535,
  65_536, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 40, 2 ** 53, 2 ** 62,
] as const; // prettier-ignore

const REAL = [
  NaN, Infinity, -Infinity, -0, 0.5, 352.25, -352, 1e-45, 1e-30, 1e30, 3.4e38, 1e308, -1e308, 5e-324,
] as const; // prettier-ignore

type Setter = (view: DataView, at: number, value: number, littleEndian: boolean) => void;

const SETTERS: Readonly<Record<NumberType, Setter>> = {
  uint8: (view, at, value) => view.setUint8(at, value),
  int16: (view, at, value, little) => view.setInt16(at, value, little),
  int32: (view, at, value, little) => view.setInt32(at, value, little),
  int64: (view, at, value, little) => view.setBigInt64(at, BigInt(value), little),
  float32: (view, at, value, little) => view.setFloat32(at, value, little),
  float64: (view, at, value, little) => view.setFloat64(at, value, little),
};

const WIDTHS: Readonly<Record<NumberType, number>> = {
  uint8: 1, int16: 2, int32: 4, int64: 8, float32: 4, float64: 8,
}; // prettier-ignore

const TYPES = Object.keys(WIDTHS) as readonly NumberType[]; // the keys of a total record are its key type

/** Puts a number that readers trip over into one of `fields`, or anywhere when there are none. */
export function putNumber(bytes: Uint8Array, random: Random, fields: readonly Field[] = []): Uint8Array {
  const field =
    fields.length > 0 && !random.oneIn(5)
      ? random.pick(fields)
      : { at: random.below(bytes.length + 1), type: random.pick(TYPES) };
  const { at, type } = field;
  if (at + WIDTHS[type] > bytes.length) return bytes;
  const copy = Uint8Array.from(bytes);
  SETTERS[type](new DataView(copy.buffer), at, numberFor(type, random), random.oneIn(2));
  return copy;
}

function numberFor(type: NumberType, random: Random): number {
  if (type.startsWith('float') && random.oneIn(2)) return random.pick(REAL);
  return random.oneIn(3) ? random.below(1000) : random.pick(WHOLE);
}
