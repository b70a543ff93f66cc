import type { ProofRequest, ProofResult } from '@aiaa/annotator';
import { makeTensor, NetworkFailed, type Tensor } from '@aiaa/inference';
import { UnfitModel } from '@aiaa/models';
import { assertDecides } from './assert-decides.js';
import { NetworkCache, type LoadedNetwork, type NetworkCacheOptions } from './network-cache.js';
import { planReturn } from './return-plan.js';
import type { Task } from './task.js';

/**
 * Loads a model for this request alone, runs its network once on zeros, and compares what goes in and what comes out
 * with its config.
 * @throws UnfitModel when the network cannot be loaded or run, or is not what the config says; MalformedModelConfig
 */
export async function proveModel(
  { model: reference }: ProofRequest,
  options: NetworkCacheOptions,
  { timings, signal }: Pick<Task, 'timings' | 'signal'>,
): Promise<ProofResult> {
  const own = new NetworkCache(options);
  try {
    const model = await timings.time('load', () => own.load(reference));
    signal.throwIfAborted();
    const networks = model.kind === 'pipeline' ? model.parts : [model];
    for (const network of networks) await timings.time('network', () => proveNetwork(network));
    return { kind: 'proof', timings: timings.stages, warnings: [] };
  } catch (error) {
    throw error instanceof NetworkFailed ? new UnfitModel(error.message, { cause: error }) : error;
  } finally {
    await own.close();
  }
}

async function proveNetwork({ config, predict }: LoadedNetwork): Promise<void> {
  const scores = await predict(zeroWindow({ config, predict }));
  const { labels, type, post } = config;
  const classes = type === 'classification' ? scores.data.length : channelsOf(scores);
  if (labels.length > classes)
    throw new UnfitModel(`The config names ${labels.length} labels, and the network scores ${classes}.`);
  if (type !== 'classification') assertDecides(planReturn(post, classes), classes);
}

/** As large as the config's window; where it names none, as the network wants it. */
function zeroWindow({ config, predict }: Pick<LoadedNetwork, 'config' | 'predict'>): Tensor {
  const { clickLists, inference } = config;
  const dims = predict.dims ?? [];
  const [, channels, ...spatial] = dims;
  if (spatial.length !== 2 && spatial.length !== 3)
    throw new UnfitModel(
      `The network takes ${dims.length} axes: 4 for slices or 5 for volumes are expected.`,
    );
  const wanted = typeof channels === 'number' ? channels : clickLists.length + 1;
  if (wanted <= clickLists.length)
    throw new UnfitModel(
      `The network takes ${wanted} channels, and the config makes ${clickLists.length} of clicks beside the image's.`,
    );
  const { inferer } = inference;
  const axes = [...inferer.axisOrder].filter((axis) => spatial.length === 3 || axis !== 'Z');
  const lengths = spatial.map((length, at) => {
    const asked = inferer.kind === 'sliding-window' ? (inferer.roi['XYZ'.indexOf(axes[at] ?? 'X')] ?? 0) : 0;
    return asked > 0 ? asked : typeof length === 'number' ? length : UNNAMED_LENGTH;
  });
  return zeros([1, wanted, ...lengths]);
}

/** Divisible by what a network of five levels halves. */
const UNNAMED_LENGTH = 32;

/** A window of more could not be scored by any network here. */
const MOST_NUMBERS = 2 ** 30;

function zeros(dims: readonly number[]): Tensor {
  const count = dims.reduce((product, length) => product * length, 1);
  if (count > MOST_NUMBERS) throw new UnfitModel(`A window of ${dims.join(' x ')} numbers is too large.`);
  return makeTensor(dims, new Float32Array(count));
}

const channelsOf = ({ dims }: Tensor): number => dims[1] ?? 0;
