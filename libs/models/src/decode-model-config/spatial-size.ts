import type { Size } from '@aiaa/volume';
import { wholeTriple } from './arguments.js';
import type { JsonCursor } from './json-cursor.js';

/** A size to reach, in voxels along x, y and z. Two numbers are a picture's: its one slice is kept. */
export function spatialSize(cursor: JsonCursor): Size {
  const numbers = cursor.isList ? cursor.list() : [];
  if (numbers.length !== 2) return wholeTriple(cursor);
  const [x, y] = numbers.map((item) => item.number());
  const isPair = x !== undefined && y !== undefined && Number.isInteger(x) && Number.isInteger(y);
  return isPair ? [x, y, -1] : cursor.refuse('two or three whole numbers');
}
