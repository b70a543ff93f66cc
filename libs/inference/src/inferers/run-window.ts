import { Cancelled } from '@aiaa/volume/errors';
import { NetworkFailed } from '../network-failed.js';
import type { Predictor } from '../predictor.js';
import { formatDims, type Tensor } from '../tensor.js';

/**
 * Runs one patch, unless nobody waits for it.
 * @throws Cancelled; NetworkFailed when the scores are no [1, C, a, b, c] with the patch's own a, b and c.
 */
export async function runWindow(
  patch: () => Tensor,
  predict: Predictor,
  signal: AbortSignal,
): Promise<Tensor> {
  if (signal.aborted) throw new Cancelled(undefined, { cause: signal.reason });
  const given = patch();
  const scores = await predict(given);
  const [batch, channels, ...spatial] = scores.dims;
  const fits = scores.dims.length === 5 && batch === 1 && channels > 0;
  if (!fits || spatial.some((length, axis) => length !== given.dims[axis + 2])) {
    throw new NetworkFailed(
      `The network turned a window of ${formatDims(given.dims)} into ${formatDims(scores.dims)}: ` +
        'it must give one score per class and voxel, at the size of the window.',
    );
  }
  return scores;
}
