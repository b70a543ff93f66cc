import type { JsonCursor } from './json-cursor.js';

/** Of the places where one thing may be written, the first where it is; the first of all where it is nowhere. */
export const firstPresent = (first: JsonCursor, ...others: readonly JsonCursor[]): JsonCursor =>
  [first, ...others].find((place) => !place.isAbsent) ?? first;
