import { planePoint, type LabelDtype, type Plane } from '@aiaa/volume';
import { borderField, type Field } from './border-field.js';
import { followBorders } from './follow-borders.js';
import type { Ring } from './ring.js';
import { thinningStep } from './thin-ring.js';
import { tracingMemory } from './tracing-memory.js';
import { treeOrder } from './tree-order.js';

export interface TracedBorder {
  readonly ring: Ring;
  /** Whether background lies inside; the vertices of a hole are the foreground around it. */
  readonly hole: boolean;
  /** Where in the list the border is that this one lies in directly; -1 is none. */
  readonly parent: number;
}

export interface TraceOptions {
  /** The one label that is foreground; absent, all but 0 are. */
  readonly label?: number;
  /** How many points are left out after each one that is kept, by the rule of `thinRing`. */
  readonly morePoints?: number;
}

/**
 * The borders of all 8-connected regions of a plane, and of their holes, through the centres of the outermost
 * foreground pixels: what OpenCV's findContours answers with RETR_TREE and CHAIN_APPROX_NONE for the array
 * a[i][j], i = x and j = y. Same contours, same order, same first points, same directions; only that a point here is
 * `[x, y]` = [i, j], where OpenCV writes the column j first.
 * The memory, of a plane of this size, may serve one plane after the other.
 * @throws RangeError when the label is none, or `morePoints` no integer from 0 on.
 */
export function traceBorders(
  plane: Plane<LabelDtype>,
  options: TraceOptions = {},
  memory = tracingMemory(plane.width, plane.height),
): readonly TracedBorder[] {
  const { label, morePoints = 0 } = options;
  assertLabel(label);
  thinningStep(0, morePoints);
  const field = borderField(plane, label, memory);
  if (!field) return [];
  const { found, trail } = followBorders(field, memory);
  const order = treeOrder(found);
  const places = new Int32Array(found.length);
  order.forEach((n, place) => (places[n] = place));
  return order.map((n) => {
    const { start, end, hole, parent } = found[n];
    const ring: Ring = thinnedRing(field, trail, { start, end, step: thinningStep(end - start, morePoints) });
    return { ring, hole, parent: parent < 0 ? parent : places[parent] };
  });
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** The points that are kept, and no others, so that those which are left out cost nothing. */
function thinnedRing({ stride, top }: Field, trail: Int32Array, { start, end, step }: Stretch): Ring {
  const ring = new Array<Ring[number]>(Math.ceil((end - start) / step));
  for (let n = 0; n < ring.length; n++) {
    const cell = trail[start + n * step];
    const row = Math.floor(cell / stride);
    ring[n] = planePoint(cell - row * stride - 1, top + row - 1);
  }
  return ring;
}

function assertLabel(label: number | undefined): void {
  if (label === undefined || (Number.isInteger(label) && label >= 1)) return;
  throw new RangeError(`A label is a whole number from 1 on, not ${label}.`);
}
