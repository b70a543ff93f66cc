import { Cancelled } from '@aiaa/volume/errors';
import { asSlice } from '../axis-order.js';
import { NetworkFailed } from '../network-failed.js';
import type { Predictor } from '../predictor.js';
import { formatDims, type Tensor } from '../tensor.js';

/**
 * Runs one patch, unless nobody waits for it. For a network of slices the patch is [n, C, 1, a, b], and the scores
 * get that axis back.
 * @throws Cancelled; NetworkFailed when there is not one score per class and voxel of the patch.
 */
export async function runWindow(
  patch: () => Tensor,
  predict: Predictor,
  signal: AbortSignal,
): Promise<Tensor> {
  if (signal.aborted) throw new Cancelled(undefined, { cause: signal.reason });
  const window = patch();
  const given = predict.takesSlices === true ? asSlice(window) : window;
  const scores = await predict(given);
  const { dims } = scores;
  const [batch, channels, ...spatial] = dims;
  const fits = dims.length === given.dims.length && batch === given.dims[0] && channels > 0;
  if (!fits || spatial.some((length, axis) => length !== given.dims[axis + 2])) {
    throw new NetworkFailed(
      `The network turned a window of ${formatDims(given.dims)} into ${formatDims(dims)}: ` +
        'it must give one score per class and voxel, at the size of the window.',
    );
  }
  return { ...scores, dims: [batch, channels, ...window.dims.slice(2)] };
}
