import {
  assertServes,
  type AnnotationRequest,
  type AnnotationResult,
  type ModelRequest,
  type Watch,
} from '@aiaa/annotator';
import type { FetchSettings } from '@aiaa/fetching/settings';
import type { ReadLimits } from '@aiaa/imaging-io';
import { classification } from './classification.js';
import { fetchFiles } from './fetch-files.js';
import { findMask } from './find-mask.js';
import { fixPolygon } from './fix-polygon.js';
import type { Pointing } from './guidance-of.js';
import { inspect } from './inspection.js';
import { loadImage } from './load-image.js';
import type { NetworkCache } from './network-cache.js';
import { proveModel } from './prove-model.js';
import type { Task } from './task.js';
import { Timings } from './timings.js';
import { tracePolygons } from './trace-polygons.js';
import type { WarmCache } from './warm-cache.js';
import { assertWritable } from './write-result.js';

/** What lives longer than a request. */
export interface Workshop {
  readonly networks: NetworkCache;
  readonly warm: WarmCache;
  readonly limits: Partial<ReadLimits>;
  readonly fetching: FetchSettings;
}

/**
 * Answers any request: the image is read, or is still warm, and a model looks at it and at where somebody pointed.
 * @throws AnnotationFailed `MalformedRequest` when the model is not for such a request, its clicks are missing, or the
 * mask cannot be written as asked; UnfitImage when the image has not the channels that the network takes; whatever
 * `readImage` throws.
 */
export async function annotate(
  { networks, warm, limits, fetching }: Workshop,
  request: AnnotationRequest,
  watch: Watch,
): Promise<AnnotationResult> {
  const timings = new Timings();
  if (request.kind === 'fetch') return fetchFiles(request, fetching, { ...watch, timings });
  if (request.kind === 'device')
    return { kind: 'device', ...(await networks.device()), timings: [], warnings: [] };
  if (request.kind === 'proof') return proveModel(request, networks.options, { ...watch, timings });
  if (request.kind === 'inspection') return inspect(request, { ...watch, timings }, { warm, limits });
  const image = await timings.time('read', () => loadImage(request, watch, { warm, limits }));
  if (request.kind === 'mask-to-polygons') return tracePolygons(request, image, { ...watch, timings });
  if (request.kind === 'fix-polygon') return fixPolygon(request, image, { ...watch, timings });
  assertWritable(request, request.result, image);
  if (!networks.isLoaded(request.model)) watch.report({ stage: 'loading' });
  const model = await timings.time('load', () => networks.load(request.model));
  assertServes(request.kind, { name: request.model.name, type: model.config.type });
  const task: Task = { ...watch, image, timings, pointing: pointingOf(request), ...sessionOf(request) };
  if (model.kind === 'pipeline' || model.config.type !== 'classification') {
    return findMask({ request, image, model, task }, warm);
  }
  const scores = await classification(model, task, warm);
  return { kind: 'classification', scores, timings: timings.stages, warnings: image.warnings };
}

function pointingOf(request: ModelRequest): Pointing {
  switch (request.kind) {
    case 'segmentation':
      return {};
    case 'dextr3d':
      return { points: request.points };
    case 'deepgrow':
      return { clicks: request.clicks };
    case 'inference':
      return request;
  }
}

const sessionOf = ({ session }: AnnotationRequest): Pick<Task, 'session'> =>
  session === undefined ? {} : { session };
