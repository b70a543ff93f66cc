import { planePoint, type LabelDtype, type Plane } from '@aiaa/volume';
import {
  orderedBorders,
  type OrderedBorder,
  type OrderedBorders,
  type TraceOptions,
} from './ordered-borders.js';
import type { Ring } from './ring.js';
import type { TracingMemory } from './tracing-memory.js';

export interface TracedBorder {
  readonly ring: Ring;
  /** Whether background lies inside; the vertices of a hole are the foreground around it. */
  readonly hole: boolean;
  /** Where in the list the border is that this one lies in directly; -1 is none. */
  readonly parent: number;
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
  memory?: TracingMemory,
): readonly TracedBorder[] {
  const traced = orderedBorders(plane, options, memory);
  if (!traced) return [];
  return traced.borders.map((border) => ({
    ring: keptRing(traced, border),
    hole: border.hole,
    parent: border.parent,
  }));
}

/** The points that are kept, and no others, so that those which are left out cost nothing. */
function keptRing({ stride, top, trail }: OrderedBorders, { start, step, points }: OrderedBorder): Ring {
  const ring = new Array<Ring[number]>(points);
  for (let n = 0; n < points; n++) {
    const cell = trail[start + n * step];
    const row = Math.floor(cell / stride);
    ring[n] = planePoint(cell - row * stride - 1, top + row - 1);
  }
  return ring;
}
