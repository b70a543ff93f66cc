import type { Size } from '@aiaa/volume';
import type { JsonCursor } from './json-cursor.js';
import { nearestName } from './nearest-name.js';

/** Arguments that name fields of MONAI's dictionary or its bookkeeping: here a stage's output is the next one's input. */
const BOOKKEEPING = new Set([
  'keys',
  'fields',
  'allow_missing_keys',
  'meta_keys',
  'meta_key_postfix',
  'dtype',
  'lazy',
  'source_key',
  'track_meta',
]);

/** @throws MalformedModelConfig at the first argument that is neither known nor bookkeeping. */
export function expectOnly(args: JsonCursor, known: readonly string[]): void {
  for (const key of args.keys()) {
    if (known.includes(key) || BOOKKEEPING.has(key)) continue;
    const near = nearestName(key, known);
    const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
    args.at(key).reject(`there is no such argument${hint}; known: ${known.join(', ') || 'none'}.`);
  }
}

/** Three numbers, or one number for all three. */
export function triple(cursor: JsonCursor): Size {
  if (cursor.isAbsent) return cursor.refuse('three numbers');
  if (!cursor.isList) {
    const every = cursor.number();
    return [every, every, every];
  }
  const [x, y, z, ...rest] = cursor.list().map((item) => item.number());
  if (x === undefined || y === undefined || z === undefined || rest.length > 0)
    return cursor.refuse('three numbers');
  return [x, y, z];
}

export const wholeTriple = (cursor: JsonCursor): Size => {
  const numbers = triple(cursor);
  return numbers.every(Number.isInteger) ? numbers : cursor.refuse('three whole numbers');
};

/** The first of a list, or the value itself: MONAI takes one word for all keys or one for each. */
export const firstOrSelf = (cursor: JsonCursor): JsonCursor =>
  cursor.isList ? (cursor.list()[0] ?? cursor) : cursor;

/** Two whole numbers or three: in a plane, or in a volume. */
export function wholePairOrTriple(
  cursor: JsonCursor,
): readonly [number, number] | readonly [number, number, number] {
  const [first, second, third, ...rest] = cursor.list().map((item) => item.number());
  const numbers = [first, second, third ?? 0];
  if (first === undefined || second === undefined || rest.length > 0 || !numbers.every(Number.isInteger)) {
    return cursor.refuse('two or three whole numbers');
  }
  return third === undefined ? [first, second] : [first, second, third];
}

export function notNegative(cursor: JsonCursor): number {
  const value = cursor.number();
  return value >= 0 ? value : cursor.refuse('a number from 0');
}

export function atLeastOne(cursor: JsonCursor): number {
  const count = cursor.number();
  return Number.isInteger(count) && count >= 1 ? count : cursor.refuse('a whole number from 1');
}
