import type { Vector3 } from '@aiaa/volume';
import { BrokenInvariant } from '@aiaa/volume/errors';
import type { SourceFrame } from './instance.js';
import { compareNumbers } from './order-by-number.js';
import { dot, planeNormal } from './plane-normal.js';
import { shearWarnings } from './shear-warnings.js';

/** Slices in their order, and how far they are apart. */
export interface OrderedSlices {
  readonly slices: readonly SourceFrame[];
  /** Millimetres from one slice to the next along the normal; undefined when nothing says. */
  readonly step: number | undefined;
  readonly warnings: readonly string[];
}

/** A frame, its position, and how far that is along the normal. */
export interface PlacedFrame {
  readonly source: SourceFrame;
  readonly position: Vector3;
  readonly along: number;
}

/** Orders frames of one direction by their positions; of several at one position the first by number is taken. */
export function stackPositions(frames: readonly SourceFrame[]): OrderedSlices {
  const orientation = frames[0]?.frame.orientation;
  if (orientation === undefined) throw new BrokenInvariant('Frames without direction have no positions.');
  const normal = planeNormal(orientation);
  const placed = frames
    .flatMap((source) => placedFrame(source, normal))
    .toSorted((a, b) => a.along - b.along || compareNumbers(a.source, b.source));
  const positions = gatherPositions(placed);
  const stack = positions.flatMap((one) => one.toSorted(byNumber).slice(0, 1));
  const gaps = stack.slice(1).map(({ along }, at) => along - (stack[at]?.along ?? NaN));
  const step = lowerMedian(gaps);
  return {
    slices: stack.map(({ source }) => source),
    step: step ?? frames[0]?.frame.thickness,
    warnings: [...repeatWarnings(positions), ...gapWarnings(gaps, step), ...shearWarnings(stack, normal)],
  };
}

const placedFrame = (source: SourceFrame, normal: Vector3): readonly PlacedFrame[] => {
  const { position } = source.frame;
  return position === undefined ? [] : [{ source, position, along: dot(position, normal) }];
};

const byNumber = (a: PlacedFrame, b: PlacedFrame): number => compareNumbers(a.source, b.source);

/** The frames of each position, in the order of the positions. */
function gatherPositions(placed: readonly PlacedFrame[]): readonly (readonly PlacedFrame[])[] {
  const tolerance = sameplace(placed);
  const positions: PlacedFrame[][] = [];
  for (const one of placed) {
    const latest = positions.at(-1);
    if (latest?.[0] !== undefined && one.along - latest[0].along <= tolerance) latest.push(one);
    else positions.push([one]);
  }
  return positions;
}

/** Positions are written with few digits; but slices of a microscope may lie a few micrometres apart. */
function sameplace(placed: readonly PlacedFrame[]): number {
  const extent = (placed.at(-1)?.along ?? 0) - (placed[0]?.along ?? 0);
  return Math.max(1e-4, Math.min(0.01, (0.1 * extent) / placed.length));
}

/** Of an even count the smaller: a gap is rather too large, where a slice is missing, than too small. */
function lowerMedian(numbers: readonly number[]): number | undefined {
  return numbers.toSorted((a, b) => a - b)[(numbers.length - 1) >> 1];
}

function repeatWarnings(positions: readonly (readonly PlacedFrame[])[]): readonly string[] {
  const most = positions.reduce((longest, { length }) => Math.max(longest, length), 0);
  const repeated = positions.filter(({ length }) => length > 1).length;
  if (repeated === 0) return [];
  return positions.every(({ length }) => length === most)
    ? [
        `The series holds ${most} volumes of ${positions.length} slices (times, echoes or the like); the first was taken.`,
      ]
    : [
        `At ${repeated} of ${positions.length} positions the series has more than one slice; the first by acquisition and number was taken.`,
      ];
}

/** A hundredth of the step, which the digits of positions blur. */
const UNEVEN = 0.01;

function gapWarnings(gaps: readonly number[], step: number | undefined): readonly string[] {
  if (step === undefined) return [];
  const uneven = gaps.filter((gap) => Math.abs(gap - step) > UNEVEN * step);
  if (uneven.length === 0) return [];
  const missing = gaps.reduce((sum, gap) => sum + Math.round(gap / step) - 1, 0);
  const whole = uneven.every((gap) => Math.abs(gap / step - Math.round(gap / step)) < 0.05);
  const asIf = whole && missing > 0 ? `, as if ${missing} were missing` : '';
  const [narrowest = 0, widest = narrowest] = [Math.min, Math.max].map((pick) =>
    gaps.reduce((a, b) => pick(a, b)),
  );
  const range = `${shown(narrowest)} to ${shown(widest)} mm`;
  return [`The slices lie ${range} apart${asIf}; ${shown(step)} mm was taken for all.`];
}

const shown = (mm: number): string => String(Number(mm.toFixed(3)));
