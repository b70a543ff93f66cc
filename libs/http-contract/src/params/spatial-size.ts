import { MalformedRequest } from '../errors/malformed-request.js';
import { excerptOf } from '../excerpt.js';
import { decodeList } from '../json-list.js';
import { findNumber } from '../number-text.js';

/** Twice the longest axis that a NIfTI-1 file can have. */
const LONGEST_SIDE = 65_536;

/**
 * `spatial_size`: how large a crop around the clicks is to be, `[x, y]` or `[depth, x, y]` in voxels. Undefined
 * when absent or empty, as Slicer sends what its user typed.
 *
 * @throws MalformedRequest
 */
export function decodeSpatialSize(value: unknown): readonly number[] | undefined {
  const sides = decodeList(value, 'spatial_size').map(findNumber);
  if (sides.length === 0) return undefined;
  if ((sides.length === 2 || sides.length === 3) && sides.every(isSide)) return sides;
  throw new MalformedRequest(
    `spatial_size is ${excerptOf(value)}; x and y, or depth, x and y were expected: whole numbers from 1 to ${LONGEST_SIDE}.`,
  );
}

const isSide = (side: number | undefined): side is number =>
  Number.isInteger(side) && side !== undefined && side >= 1 && side <= LONGEST_SIDE;
