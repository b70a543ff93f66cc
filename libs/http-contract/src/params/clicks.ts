import type { Clicks } from '@aiaa/annotator';
import type { VoxelPoint } from '@aiaa/volume';
import { MalformedRequest } from '../errors/malformed-request.js';
import { excerptOf } from '../excerpt.js';
import { jsonShape } from '../json-shape.js';
import { findNumber } from '../number-text.js';
import { assertFew, decodePoint, decodePoints, findPoints } from '../points.js';
import { isKnownParam } from './known-params.js';
import type { Params } from './params-text.js';
import { decodeSpatialSize } from './spatial-size.js';

/**
 * The clicks of a request, undefined when there is none. Beside `foreground` and `background`, which are always
 * among the lists, a list of points under another name holds the clicks of that label: so DeepEdit of MONAI Label
 * gets them.
 *
 * @throws MalformedRequest with the place of what is malformed
 * @throws LimitExceeded above 100 000 clicks
 */
export function decodeClicks(params: Params): Clicks | undefined {
  const lists = decodeLists(params);
  const current = decodePoint(params['current_point'], 'current_point');
  const spatialSize = decodeSpatialSize(params['spatial_size']);
  const slice = decodeSlice(params['slice']);
  if (countOf(lists) === 0) return undefined;
  return {
    lists,
    ...(slice === undefined ? {} : { slice }),
    ...(current === undefined ? {} : { current }),
    ...(spatialSize === undefined ? {} : { spatialSize }),
  };
}

/** The clicks of `POST /v1/deepgrow`. @throws MalformedRequest also when there is none @throws LimitExceeded */
export function requireClicks(params: Params): Clicks {
  const clicks = decodeClicks(params);
  if (clicks !== undefined) return clicks;
  throw new MalformedRequest(
    'The params hold no click: send at least one point, such as {"foreground": [[93, 106, 64]], "background": []}.',
  );
}

type ClickLists = Readonly<Record<string, readonly VoxelPoint[]>>;

function decodeLists(params: Params): ClickLists {
  assertFewWritten(params);
  const named = Object.entries(params).flatMap(([name, value]) => {
    const points = isKnownParam(name) ? undefined : findPoints(value);
    return points === undefined || points.length === 0 ? [] : [[name, points] as const];
  });
  const lists = {
    foreground: decodePoints(params['foreground'], 'foreground'),
    background: decodePoints(params['background'], 'background'),
    ...Object.fromEntries(named),
  };
  assertFew(countOf(lists), 'all lists together');
  return lists;
}

/** Lists may lie in strings, each of them within its own limit; together they would keep a parser busy. */
function assertFewWritten(params: Params): void {
  const texts = Object.values(params).filter((value) => typeof value === 'string');
  assertFew(
    texts.reduce((sum, text) => sum + jsonShape(text).groups, 0),
    'strings',
  );
}

const countOf = (lists: ClickLists): number =>
  Object.values(lists).reduce((sum, { length }) => sum + length, 0);

function decodeSlice(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const slice = findNumber(value);
  if (slice !== undefined && Number.isInteger(slice)) return slice;
  throw new MalformedRequest(
    `slice is ${excerptOf(value)}; the number of a slice, counted from 0, was expected.`,
  );
}
