import { voxelPoint, type VoxelPoint } from '@aiaa/volume';
import { LimitExceeded } from '@aiaa/volume/errors';
import { MalformedRequest } from './errors/malformed-request.js';
import { excerptOf } from './excerpt.js';
import { decodeList, isList } from './json-list.js';
import { jsonShape } from './json-shape.js';
import { findNumber } from './number-text.js';

const POINTS_LIMIT = 100_000;

/**
 * A list of points in voxel indices, x fastest, as sent: neither rounded nor clamped. A point is `[x, y, z]`, or
 * `[x, y]` of a picture; integers come from most clients, floats from the browsers, and one point may stand where
 * a list of them is expected.
 *
 * @param at the name it has in the params
 * @throws MalformedRequest with the place of what is no point, such as `points[3]`
 * @throws LimitExceeded above 100 000 points
 */
export function decodePoints(value: unknown, at: string): readonly VoxelPoint[] {
  const list = decodeList(value, at);
  assertFew(list.length, at);
  const single = findPoint(list);
  if (single !== undefined) return [single];
  return list.map((item, index) => findPoint(item) ?? refuse(item, `${at}[${index}]`));
}

/**
 * One point, undefined where there is none: the Python client sends it flat, Slicer and OHIF in one more list.
 * @throws MalformedRequest
 */
export function decodePoint(value: unknown, at: string): VoxelPoint | undefined {
  const list = decodeList(value, at);
  if (list.length === 0) return undefined;
  return findPoint(list) ?? (list.length === 1 ? findPoint(list[0]) : undefined) ?? refuse(value, at);
}

/**
 * The points of a value under a name that says nothing, undefined unless it is a list of points and cannot be
 * anything else: pairs may be ranges, and three numbers alone the sample data of the API page.
 */
export function findPoints(value: unknown): readonly VoxelPoint[] | undefined {
  const list = typeof value === 'string' ? listInText(value) : value;
  if (!isList(list)) return undefined;
  const points = list.filter((item) => isList(item) && item.length === 3).map(findPoint);
  return points.length === list.length && points.every((point) => point !== undefined) ? points : undefined;
}

/** @throws LimitExceeded when there are more points than a request may hold. */
export function assertFew(count: number, at: string): void {
  if (count > POINTS_LIMIT) {
    throw new LimitExceeded(`There are ${count} points in ${at}, above the limit of ${POINTS_LIMIT}.`);
  }
}

function findPoint(value: unknown): VoxelPoint | undefined {
  if (!isList(value) || value.length < 2 || value.length > 3) return undefined;
  const [x, y, z] = [...value, 0].map(findNumber);
  return x === undefined || y === undefined || z === undefined ? undefined : voxelPoint(x, y, z);
}

function refuse(item: unknown, at: string): never {
  throw new MalformedRequest(
    `${at} is ${excerptOf(item)}; a point is a list of its x, y and z, or of the x and y of a picture.`,
  );
}

function listInText(text: string): unknown {
  const { groups, names } = jsonShape(text);
  // Points have no names, of which a text of nothing else would cost the parser seconds.
  if (names > 0 || groups === 0 || groups > POINTS_LIMIT + 1) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
