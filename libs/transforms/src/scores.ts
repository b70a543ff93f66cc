import { BrokenInvariant, type Volume } from '@aiaa/volume';

/**
 * How scores become labels: the class with the highest score (the lowest wins a tie), of which class 0 is
 * background; or one class from `at` up; or, where background has no class, 1 + the class with the highest
 * score where that is at least `at`.
 */
export type Decision =
  | { readonly kind: 'arg-max' }
  | { readonly kind: 'threshold'; readonly at: number }
  | { readonly kind: 'threshold-arg-max'; readonly at: number };

/** What a network says of each voxel, before anything is decided. */
export interface Scores {
  /** One channel per class; exactly one channel when a threshold decides. */
  readonly volume: Volume<'float32'>;
  readonly decide: Decision;
  /**
   * Softmax is still to come, before anything is interpolated: it changes no arg-max, so it is done only to the scores
   * that are, in place.
   */
  readonly softmax?: boolean;
}

/** The highest label that these scores can give. @throws BrokenInvariant when a threshold meets several channels. */
export function highestLabel({ volume, decide }: Scores): number {
  if (decide.kind === 'arg-max') return volume.channels - 1;
  if (decide.kind === 'threshold-arg-max') return volume.channels;
  if (volume.channels === 1) return 1;
  throw new BrokenInvariant(`A threshold decides one channel of scores, not ${volume.channels}.`);
}

/**
 * The label of a voxel whose highest score is `best`, in class `winner`. To a threshold over one class and to
 * one that goes before an arg-max the same words apply.
 */
export const labelOf = (winner: number, best: number, threshold: number | undefined): number =>
  threshold === undefined ? winner : best >= threshold ? winner + 1 : 0;

/** What a voxel's highest score has to reach; undefined where any score will do. */
export const thresholdOf = (decide: Decision): number | undefined =>
  decide.kind === 'arg-max' ? undefined : decide.at;
