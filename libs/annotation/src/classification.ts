import type { LabelScore } from '@aiaa/annotator';
import { classify } from '@aiaa/inference';
import { activate } from '@aiaa/transforms';
import { IDENTITY_AFFINE, makeVolume } from '@aiaa/volume';
import type { LoadedNetwork } from './network-cache.js';
import { prepare } from './prepare.js';
import type { Task } from './task.js';
import { timedPredictor } from './timed-predictor.js';
import type { WarmCache } from './warm-cache.js';

/**
 * How probable each class is for the image as a whole, the most probable first: the network's scores after the
 * config's activation, under its labels.
 * @throws whatever `prepare`, and `classify` of @aiaa/inference, throw
 */
export async function classification(
  model: LoadedNetwork,
  task: Task,
  warm: WarmCache,
): Promise<readonly LabelScore[]> {
  const { config } = model;
  const { timings, signal, report } = task;
  const { shown } = await timings.time('transform', () => prepare(model, task, warm));
  const onWindow = (windowsDone: number, windows: number) =>
    report({ stage: 'running', windowsDone, windows });
  const raw = await timings.time('network', () =>
    classify(shown, timedPredictor(model, timings), config.inference.inferer, { signal, onWindow }),
  );
  return [...activated(raw, model)]
    .map((score, at) => ({ label: config.labels[at] ?? `class ${at}`, score }))
    .toSorted((a, b) => b.score - a.score);
}

/** One number per class is one voxel of as many channels. */
function activated(raw: Float32Array, { config }: LoadedNetwork): Float32Array {
  const [activation] = config.post.flatMap((spec) => (spec.kind === 'activation' ? [spec.function] : []));
  if (activation === undefined) return raw;
  const voxel = makeVolume<'float32'>({
    voxels: Float32Array.from(raw),
    size: [1, 1, 1],
    affine: IDENTITY_AFFINE,
    channels: raw.length,
  });
  return activate(voxel, activation).voxels;
}
