import type { VoxelPoint } from '@aiaa/volume';
import { MalformedRequest } from '../errors/malformed-request.js';
import { decodePoints } from '../points.js';
import type { Params } from './params-text.js';

const FEWEST = 6;

/**
 * The extreme points of `POST /v1/dextr3d`, in any order: `points`, or `extreme_points`, which is what Slicer
 * reads in their place from an answer.
 *
 * @throws MalformedRequest when they are malformed or fewer than six
 * @throws LimitExceeded
 */
export function decodeExtremePoints(params: Params): readonly VoxelPoint[] {
  const points = decodeAnyPoints(params);
  if (points.length >= FEWEST) return points;
  throw new MalformedRequest(
    `The params hold ${counted(points.length)}; extreme points are at least ${FEWEST}, two for each axis: where ` +
      'the structure begins and ends along x, y and z.',
  );
}

/** However many there are. */
export function decodeAnyPoints(params: Params): readonly VoxelPoint[] {
  const points = decodePoints(params['points'], 'points');
  return points.length > 0 ? points : decodePoints(params['extreme_points'], 'extreme_points');
}

const counted = (count: number): string =>
  count === 0 ? 'no points' : `${count} point${count === 1 ? '' : 's'}`;
