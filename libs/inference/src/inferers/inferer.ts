import type { Volume } from '@aiaa/volume';
import type { Predictor } from '../predictor.js';

/** Who watches a run: `signal` says that nobody waits any more, `onWindow` hears of each window that is done. */
export interface RunWatch {
  readonly signal: AbortSignal;
  onWindow(done: number, total: number): void;
}

/**
 * A way to run a network over a volume. The scores come back raw (logits, if the network gives logits), one
 * channel per class, on the volume's own grid.
 * @throws Cancelled when the signal asks for it; UnfitImage when the volume has no voxels; NetworkFailed when
 * the network fails, or its scores do not fit the patch.
 */
export type Inferer = (
  volume: Volume<'float32'>,
  predict: Predictor,
  watch: RunWatch,
) => Promise<Volume<'float32'>>;
