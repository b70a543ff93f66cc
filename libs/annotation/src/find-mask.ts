import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MaskResult, ModelRequest } from '@aiaa/annotator';
import type { Image } from '@aiaa/imaging-io';
import { looksAtSlice, type ModelConfig } from '@aiaa/models';
import { Cancelled } from '@aiaa/volume/errors';
import { describeMask } from './describe-mask.js';
import type { LoadedModel } from './network-cache.js';
import { runModel } from './run-model.js';
import type { Task } from './task.js';
import type { WarmCache } from './warm-cache.js';
import { writeResult } from './write-result.js';

/** A request whose image is read and whose model is loaded. */
export interface ReadRequest {
  readonly request: ModelRequest;
  readonly image: Image;
  readonly model: LoadedModel;
  readonly task: Task;
}

/**
 * Has the model look, and writes what it found into the request's own folder.
 * @throws AnnotationFailed `MalformedRequest` when a label does not fit the dtype that was asked for; Cancelled;
 * whatever `runModel` throws
 */
export async function findMask(
  { request, image, model, task }: ReadRequest,
  warm: WarmCache,
): Promise<MaskResult> {
  const { result: format } = request;
  const { signal, report, timings } = task;
  const { mask, seen } = await runModel(model, task, warm);
  await nextTurn(); // a network that blocked this thread let no cancel in
  if (signal.aborted) throw new Cancelled(undefined, { cause: signal.reason });
  const facts = await timings.time('points', () => describeMask({ mask, seen }, model.config));
  report({ stage: 'writing' });
  const author = {
    name: request.model.name,
    labels: model.config.labels,
    wasGuided: request.kind !== 'segmentation',
  };
  const file = await timings.time('write', () =>
    writeResult(mask, { request, format, image, author, signal }),
  );
  return {
    kind: 'mask',
    file,
    ...facts,
    ...(answersForCrop(model.config) ? { crop: seen } : {}),
    timings: timings.stages,
    warnings: image.warnings,
  };
}

/** A model of slices answers for one slice, which its client knows; one of volumes for what it was shown. */
const answersForCrop = (config: ModelConfig): boolean => config.type === 'deepgrow' && !looksAtSlice(config);
