import { voxelCount, type LabelDtype, type Voxels } from '@aiaa/volume';
import { discretise } from '../label/discretise.js';
import { softmaxOnDemand } from '../label/softmax-on-demand.js';
import { labelOf, thresholdOf, type Scores } from '../scores.js';
import type { ScoreTaps } from './score-taps.js';

type Labels = Voxels<LabelDtype>;

/** What stays the same for all rows of the target. */
interface Field {
  readonly scores: Float32Array;
  readonly classes: number;
  /** How far apart the scores of two classes lie. */
  readonly apart: number;
  /** What each score voxel decides by itself. */
  readonly decided: Labels;
  readonly threshold: number | undefined;
  /** To be called before the scores of a voxel are read. */
  readonly settle: ((voxel: number) => void) | undefined;
  readonly taps: ScoreTaps;
  readonly columns: Columns;
}

/** The four rows of scores around one row of the target. */
interface Quad {
  readonly offsets: Int32Array;
  readonly weights: Float64Array;
}

/** The places along a row that its taps use, each once, and which of them each tap uses. */
interface Columns {
  readonly places: Int32Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** No label: the four rows disagree in this column. */
const MIXED = -1;

/** Interpolates and decides scores, row by row, where taps of the three axes are independent; 0 without a score. */
export function decideSeparable(
  { volume, decide, softmax = false }: Scores,
  [alongX, alongY, alongZ]: readonly [ScoreTaps, ScoreTaps, ScoreTaps],
  target: Labels,
): void {
  const field: Field = {
    scores: volume.voxels,
    classes: volume.channels,
    apart: voxelCount(volume.size),
    decided: discretise({ volume, decide }).voxels,
    threshold: thresholdOf(decide),
    settle: softmax ? softmaxOnDemand(volume) : undefined,
    taps: alongX,
    columns: columnsOf(alongX),
  };
  const quad: Quad = { offsets: new Int32Array(4), weights: new Float64Array(4) };
  const agreed = new Int32Array(field.columns.places.length);
  const width = alongX.low.length;
  for (let z = 0, row = 0; z < alongZ.low.length; z++) {
    for (let y = 0; y < alongY.low.length; y++, row += width) {
      if (alongZ.low[z] < 0 || alongY.low[y] < 0) continue;
      place(quad, [alongY, y], [alongZ, z]);
      if (field.threshold !== undefined && alongY.faded[y] + alongZ.faded[z] > 0) agreed.fill(MIXED);
      else agree(field, quad, agreed);
      decideRow(field, quad, agreed, target.subarray(row, row + width));
    }
  }
}

function place(quad: Quad, [y, j]: readonly [ScoreTaps, number], [z, k]: readonly [ScoreTaps, number]): void {
  const { offsets, weights } = quad;
  for (let corner = 0; corner < 4; corner++) {
    const [upper, far] = [(corner & 1) === 1, (corner & 2) === 2];
    offsets[corner] = (upper ? y.high : y.low)[j] + (far ? z.high : z.low)[k];
    weights[corner] = (upper ? y.highWeight : y.lowWeight)[j] * (far ? z.highWeight : z.lowWeight)[k];
  }
}

/** The label of each column where all four rows decide the same. */
function agree({ decided, columns }: Field, { offsets }: Quad, agreed: Int32Array): void {
  const { places } = columns;
  const [a, b, c, d] = offsets;
  for (let column = 0; column < places.length; column++) {
    const at = places[column];
    const label = decided[a + at];
    const same = label === decided[b + at] && label === decided[c + at] && label === decided[d + at];
    agreed[column] = same ? label : MIXED;
  }
}

function decideRow(field: Field, quad: Quad, agreed: Int32Array, target: Labels): void {
  const { scores, classes, apart, taps, columns, threshold, settle } = field;
  const { low, high, lowWeight, highWeight, faded } = taps;
  const { low: lowColumn, high: highColumn } = columns;
  const [a, b, c, d] = quad.offsets;
  const [wa, wb, wc, wd] = quad.weights;
  for (let x = 0; x < target.length; x++) {
    if (low[x] < 0) continue;
    const label = agreed[lowColumn[x]];
    if (label !== MIXED && label === agreed[highColumn[x]] && (threshold === undefined || faded[x] === 0)) {
      target[x] = label;
      continue;
    }
    const l = low[x];
    const r = high[x];
    if (settle !== undefined) settleQuads(quad.offsets, l, r, settle);
    const wl = lowWeight[x];
    const wr = highWeight[x];
    let best = -Infinity;
    let winner = 0;
    for (let channel = 0, at = 0; channel < classes; channel++, at += apart) {
      const left =
        wa * scores[at + a + l] + wb * scores[at + b + l] + wc * scores[at + c + l] + wd * scores[at + d + l];
      const right =
        wa * scores[at + a + r] + wb * scores[at + b + r] + wc * scores[at + c + r] + wd * scores[at + d + r];
      const score = wl * left + wr * right;
      if (score > best) {
        best = score;
        winner = channel;
      }
    }
    target[x] = labelOf(winner, best, threshold);
  }
}

/** The eight voxels around a column of the target. */
function settleQuads(
  offsets: Int32Array,
  left: number,
  right: number,
  settle: (voxel: number) => void,
): void {
  for (let corner = 0; corner < 4; corner++) {
    settle(offsets[corner] + left);
    settle(offsets[corner] + right);
  }
}

function columnsOf({ low, high }: ScoreTaps): Columns {
  const places = Int32Array.from(new Set([...low, ...high].filter((at) => at >= 0))).sort();
  const numbers = new Map([...places].map((at, column) => [at, column]));
  const numbered = (taps: Int32Array): Int32Array => taps.map((at) => numbers.get(at) ?? 0);
  return { places, low: numbered(low), high: numbered(high) };
}
