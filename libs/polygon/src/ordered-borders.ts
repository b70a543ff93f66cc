import type { LabelDtype, Plane } from '@aiaa/volume';
import { borderField, type Field } from './border-field.js';
import type { Border } from './borders.js';
import { followBorders } from './follow-borders.js';
import { thinningStep } from './thin-ring.js';
import { tracingMemory } from './tracing-memory.js';
import { treeOrder } from './tree-order.js';

export interface TraceOptions {
  /** The one label that is foreground; absent, all but 0 are. */
  readonly label?: number;
  /** How many points are left out after each one that is kept, by the rule of `thinRing`. */
  readonly morePoints?: number;
}

/** A border whose place in the order of the tree is known, and how many points are kept of it. */
export interface OrderedBorder extends Border {
  /** Every so many-th cell of the trail is kept. */
  readonly step: number;
  readonly points: number;
}

export interface OrderedBorders extends Pick<Field, 'stride' | 'top'> {
  readonly borders: readonly OrderedBorder[];
  /** Cells of the field, border after border; they hold until the memory takes the next plane. */
  readonly trail: Int32Array;
}

/**
 * The borders of a plane in the order in which they are answered, still in memory of the tracing.
 * @throws RangeError when the label is none, or `morePoints` no integer from 0 on.
 */
export function orderedBorders(
  plane: Plane<LabelDtype>,
  { label, morePoints = 0 }: TraceOptions,
  memory = tracingMemory(plane.width, plane.height),
): OrderedBorders | undefined {
  assertLabel(label);
  thinningStep(0, morePoints);
  const field = borderField(plane, label, memory);
  if (!field) return undefined;
  const { found, trail } = followBorders(field, memory);
  const order = treeOrder(found);
  const places = new Int32Array(found.length);
  order.forEach((n, place) => (places[n] = place));
  const borders = order.map((n) => {
    const { start, end, hole, parent } = found[n];
    const step = thinningStep(end - start, morePoints);
    const points = Math.ceil((end - start) / step);
    return { start, end, hole, parent: parent < 0 ? parent : places[parent], step, points };
  });
  return { stride: field.stride, top: field.top, borders, trail };
}

function assertLabel(label: number | undefined): void {
  if (label === undefined || (Number.isInteger(label) && label >= 1)) return;
  throw new RangeError(`A label is a whole number from 1 on, not ${label}.`);
}
