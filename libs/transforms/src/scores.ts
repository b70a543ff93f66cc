import { BrokenInvariant, type Volume } from '@aiaa/volume';

/** How scores become labels: the class with the highest score (the lowest wins a tie), or one class from `at` up. */
export type Decision = { readonly kind: 'arg-max' } | { readonly kind: 'threshold'; readonly at: number };

/** What a network says of each voxel, before anything is decided. */
export interface Scores {
  /** One channel per class; exactly one channel when a threshold decides. */
  readonly volume: Volume<'float32'>;
  readonly decide: Decision;
}

/** The highest label that these scores can give. @throws BrokenInvariant when a threshold meets several channels. */
export function highestLabel({ volume, decide }: Scores): number {
  if (decide.kind === 'arg-max') return volume.channels - 1;
  if (volume.channels === 1) return 1;
  throw new BrokenInvariant(`A threshold decides one channel of scores, not ${volume.channels}.`);
}
