import { voxelCount, type LabelDtype, type Size, type Voxels } from '@aiaa/volume';
import type { GridMap } from '../grid-map.js';
import { discretise } from '../label/discretise.js';
import { softmaxOnDemand } from '../label/softmax-on-demand.js';
import { labelOf, thresholdOf, type Scores } from '../scores.js';
import { makeScoreTaps, setTap, type TapOffsets } from './score-taps.js';
import { pointWalk } from './point-walk.js';

export interface ObliqueJourney {
  /** From the grid to restore to the last resampled grid. */
  readonly maps: readonly GridMap[];
  /** From the last resampled grid to the scores. */
  readonly offsets: TapOffsets;
  /** The size of the grid to restore. */
  readonly size: Size;
}

/** What `decideSeparable` does, for maps that mix the axes: every voxel is walked and interpolated by itself. */
export function decideOblique(scores: Scores, journey: ObliqueJourney, target: Voxels<LabelDtype>): void {
  const { size, maps } = journey;
  const walk = pointWalk(maps);
  const point = new Float64Array(3);
  const cell = new Cell(scores, journey.offsets);
  let at = 0;
  for (let z = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      for (let x = 0; x < size[0]; x++, at++) {
        point[0] = x;
        point[1] = y;
        point[2] = z;
        if (walk(point)) target[at] = cell.decide(point);
      }
    }
  }
}

/** The eight scores around one point of the last resampled grid. */
class Cell {
  private readonly x = makeScoreTaps(1);
  private readonly y = makeScoreTaps(1);
  private readonly z = makeScoreTaps(1);
  private readonly places = new Int32Array(8);
  private readonly decided: Voxels<LabelDtype>;
  private readonly apart: number;
  private readonly threshold: number | undefined;
  private readonly settle: ((voxel: number) => void) | undefined;

  constructor(
    private readonly scores: Scores,
    private readonly offsets: TapOffsets,
  ) {
    this.decided = discretise(scores).voxels;
    this.apart = voxelCount(scores.volume.size);
    this.threshold = thresholdOf(scores.decide);
    this.settle = scores.softmax === true ? softmaxOnDemand(scores.volume) : undefined;
  }

  decide(point: Float64Array): number {
    const { x, y, z, places, decided } = this;
    setTap(x, 0, point[0], this.offsets[0]);
    setTap(y, 0, point[1], this.offsets[1]);
    setTap(z, 0, point[2], this.offsets[2]);
    if (x.low[0] < 0 || y.low[0] < 0 || z.low[0] < 0) return 0;
    const near = y.low[0] + z.low[0];
    const label = decided[near + x.low[0]];
    const certain = this.threshold === undefined || x.faded[0] + y.faded[0] + z.faded[0] === 0;
    if (certain && this.lineAgrees(near, label) && this.planesAgree(near, label)) return label;
    for (let corner = 0; corner < 8; corner++) {
      const line = (corner & 2 ? y.high : y.low)[0] + (corner & 4 ? z.high : z.low)[0];
      places[corner] = (corner & 1 ? x.high : x.low)[0] + line;
    }
    return this.interpolate();
  }

  private lineAgrees(line: number, label: number): boolean {
    return this.decided[line + this.x.low[0]] === label && this.decided[line + this.x.high[0]] === label;
  }

  private planesAgree(near: number, label: number): boolean {
    const down = this.y.high[0] - this.y.low[0];
    const far = near + this.z.high[0] - this.z.low[0];
    return (
      this.lineAgrees(near + down, label) && this.lineAgrees(far, label) && this.lineAgrees(far + down, label)
    );
  }

  private interpolate(): number {
    const { volume } = this.scores;
    if (this.settle !== undefined) this.places.forEach(this.settle);
    let best = -Infinity;
    let winner = 0;
    for (let channel = 0; channel < volume.channels; channel++) {
      const score = this.weighedSum(volume.voxels, channel * this.apart);
      if (score > best) {
        best = score;
        winner = channel;
      }
    }
    return labelOf(winner, best, this.threshold);
  }

  private weighedSum(scores: Float32Array, base: number): number {
    const { x, y, z, places } = this;
    let sum = 0;
    for (let corner = 0; corner < 8; corner++) {
      const across =
        (corner & 2 ? y.highWeight : y.lowWeight)[0] * (corner & 4 ? z.highWeight : z.lowWeight)[0];
      sum += (corner & 1 ? x.highWeight : x.lowWeight)[0] * across * scores[base + places[corner]];
    }
    return sum;
  }
}
