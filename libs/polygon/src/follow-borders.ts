import type { Field } from './border-field.js';
import { FRAME, type Border, type Borders } from './borders.js';
import { GrowingIntegers } from './growing-integers.js';
import type { TracingMemory } from './tracing-memory.js';

/**
 * All borders of a field, in the order in which the scan meets them: algorithm 1 of Suzuki & Abe, "Topological
 * structural analysis of digitized binary images by border following", CVGIP 30 (1985), for 8-connected
 * foreground, with starting points and directions of OpenCV's findContours.
 *
 * The paper looks at every pixel; a border begins, and one that surrounds it is met, only where a scan line
 * passes from background to foreground or back, so only these places are visited.
 */
export function followBorders(
  { cells, stride, changes }: Field,
  { marks }: Pick<TracingMemory, 'marks'>,
): Borders {
  const walk: Walk = { cells, marks, steps: stepsOf(stride), trail: new GrowingIntegers() };
  const found: Border[] = [];
  for (let line = 0; line < stride; line++) {
    let last = FRAME;
    for (let n = changes.lines[line]; n < changes.lines[line + 1]; n++) {
      const change = changes.cells[n];
      const hole = cells[change] === 0;
      const at = hole ? change - stride : change;
      if (hole ? marks[at] >= 0 : marks[at] === 0) {
        if (marks[at] !== 0) last = marks[at] - 1;
        const start = walk.trail.length;
        follow(walk, { at, hole, mark: found.length + 1 });
        found.push({ start, end: walk.trail.length, hole, parent: parentOf(found, last, hole) });
      }
      last = Math.abs(marks[at]) - 1;
    }
  }
  const { values, length } = walk.trail;
  for (let n = 0; n < length; n++) marks[values[n]] = 0;
  return { found, trail: values };
}

/** Table 1 of the paper: a border lies in the last one met if one of the two is a hole's, else beside it. */
function parentOf(found: readonly Border[], last: number, hole: boolean): number {
  if (last === FRAME) return FRAME;
  return found[last].hole === hole ? found[last].parent : last;
}

interface Walk {
  readonly cells: Uint8Array;
  /** 0 where no border was followed yet, n + 1 where border n was, -(n + 1) where the scan leaves it for background. */
  readonly marks: Int32Array;
  readonly steps: Int32Array;
  readonly trail: GrowingIntegers;
}

interface BorderStart {
  /** Background lies before this cell on the scan line, or after it if a hole begins. */
  readonly at: number;
  readonly hole: boolean;
  readonly mark: number;
}

/** Steps 3.1 to 3.5 of the paper: around one border until its first step comes again. */
function follow({ cells, marks, steps, trail }: Walk, { at, hole, mark }: BorderStart): void {
  const background = hole ? 0 : 4;
  let direction = background;
  let first: number;
  do {
    direction = (direction - 1) & 7;
    first = at + steps[direction];
  } while (cells[first] === 0 && direction !== background);
  if (direction === background) {
    marks[at] = -mark;
    trail.push(at);
    return;
  }
  for (let here = at; ;) {
    const from = direction;
    do direction++;
    while (cells[here + steps[direction]] === 0);
    const next = here + steps[direction];
    direction &= 7;
    // 3.4 (a): direction 0, the next cell of the scan line, was looked at and is background
    if (direction > 0 && direction <= from) marks[here] = -mark;
    else if (marks[here] === 0) marks[here] = mark;
    trail.push(here);
    if (next === at && here === first) return;
    here = next;
    direction ^= 4;
  }
}

/**
 * From a cell to its eight neighbours, counterclockwise as OpenCV draws a[row][column]: 0 = next column, 2 = row
 * before, 4 = column before, 6 = next row; twice round, so that a turn which begins anywhere needs no remainder.
 */
function stepsOf(stride: number): Int32Array {
  const once = [stride, stride - 1, -1, -stride - 1, -stride, 1 - stride, 1, stride + 1];
  return Int32Array.from([...once, ...once]);
}
