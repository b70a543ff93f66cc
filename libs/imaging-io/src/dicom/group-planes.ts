import { UnsupportedImage } from '@aiaa/volume/errors';
import type { PlaneOrientation, SourceFrame } from './instance.js';
import { channelsOf } from './value-dtype.js';

/** Frames that may be slices of one volume. */
export interface PlaneGroup {
  /** In the order in which they came. */
  readonly group: readonly SourceFrame[];
  readonly warnings: readonly string[];
}

/** A volume has one direction; more than this many are a turning view or a set of unlike pictures. */
const MOST_GROUPS = 256;

/**
 * The largest group of frames of one size, direction, spacing and stack; the first of equally large ones.
 * @throws UnsupportedImage when there are more than `MOST_GROUPS`.
 */
export function groupPlanes(frames: readonly SourceFrame[]): PlaneGroup {
  const groups: SourceFrame[][] = [];
  let latest: SourceFrame[] | undefined;
  for (const frame of frames) {
    const fits = (group: readonly SourceFrame[]): boolean =>
      group[0] !== undefined && samePlane(group[0], frame);
    latest = latest !== undefined && fits(latest) ? latest : groups.find(fits);
    if (latest === undefined) groups.push((latest = []));
    latest.push(frame);
    if (groups.length > MOST_GROUPS) {
      throw new UnsupportedImage(
        `The slices of the series lie in more than ${MOST_GROUPS} directions or sizes: they are no volume.`,
      );
    }
  }
  const [largest = [], ...others] = groups.toSorted((a, b) => b.length - a.length);
  const counts = [largest, ...others].map(({ length }) => length);
  const told = `The series holds slices of ${groups.length} sizes or directions (${counts.slice(0, 8).join(' + ')}${counts.length > 8 ? ' + ...' : ''}); the largest group was taken.`;
  return { group: largest, warnings: others.length === 0 ? [] : [told] };
}

function samePlane({ instance: a, frame: f }: SourceFrame, { instance: b, frame: g }: SourceFrame): boolean {
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    channelsOf(a.pixels) === channelsOf(b.pixels) &&
    f.stackId === g.stackId &&
    (f.position === undefined) === (g.position === undefined) &&
    sameOrientation(f.orientation, g.orientation) &&
    sameSpacing(f.spacing, g.spacing)
  );
}

/** Directions are written with few digits: a thousandth is 0.06 degrees. */
const COSINE_TOLERANCE = 1e-3;

const sameOrientation = (a: PlaneOrientation | undefined, b: PlaneOrientation | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : near([...a.row, ...a.column], [...b.row, ...b.column], COSINE_TOLERANCE);

const sameSpacing = (a: readonly number[] | undefined, b: readonly number[] | undefined): boolean =>
  a === undefined || b === undefined ? a === b : near(a, b, 1e-3 * Math.min(...a));

const near = (a: readonly number[], b: readonly number[], most: number): boolean =>
  a.every((value, at) => Math.abs(value - (b[at] ?? NaN)) <= most);
