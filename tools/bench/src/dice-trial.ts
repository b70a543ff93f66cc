import type { ModelReference } from '@aiaa/annotator';
import type { LabelMap } from '@aiaa/volume';
import {
  clickThrough,
  dice,
  extremeClicks,
  largestSlice,
  onlySlice,
  type LabelledObject,
  type TrialDesk,
} from '@aiaa/tools-models/click-trials';
import { median } from './results.js';

/** A bundled solver, and what it is asked with. */
export interface Solver {
  readonly model: ModelReference;
  readonly asked: 'points' | 'clicks on a slice' | 'clicks';
}

/** What a solver made of one object: Dice after its points, or after each click. */
export interface DiceTrial {
  readonly model: string;
  readonly object: string;
  readonly asked: Solver['asked'];
  readonly dices: readonly number[];
  /** Of one answer, the median. */
  readonly milliseconds: number;
}

const MOST_CLICKS = 10;

/** Somebody who knows the truth points at it: by its six extreme points, or by click after click. */
export async function diceTrial(
  desk: TrialDesk,
  { name, mask }: LabelledObject,
  { model, asked }: Solver,
): Promise<DiceTrial> {
  const truth: LabelMap = asked === 'clicks on a slice' ? onlySlice(mask, largestSlice(mask)) : mask;
  const answers =
    asked === 'points'
      ? [await desk.dextr3d(model, extremeClicks(truth))]
      : await clickThrough(desk, { model, truth, clicks: MOST_CLICKS });
  return {
    model: model.name,
    object: name,
    asked,
    dices: answers.map((answer) => dice(answer.mask, truth)),
    milliseconds: median(answers.map((answer) => answer.milliseconds)),
  };
}
