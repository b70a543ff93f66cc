import { isModelName } from '../model-name.js';
import type { PipelineConfig, PostSpec } from '../model-config.js';
import { decodePre } from './decode-pre.js';
import { firstPresent } from './first-present.js';
import type { JsonCursor } from './json-cursor.js';

/**
 * Which models a pipeline runs, and how. Clara Train's own class for DeepGrow is known by its name, with or without
 * its module; `UnionInferencePipeline` is the example of its documentation, written out.
 * @throws MalformedModelConfig
 */
export function decodePipeline(config: JsonCursor): Pick<PipelineConfig, 'run' | 'models' | 'extra'> {
  // Each model prepares the image for itself: what the pipeline would do to it is checked, and not done.
  decodePre(config.at('pre_transforms'), config.at('cache_until'));
  const inference = config.at('inference');
  if (!inference.isObject) inference.refuse('an object that names a pipeline and its models');
  const engine = firstPresent(inference.at('AIAA'), inference.at('TRITON'), inference);
  const run = decodeRun(engine.at('name'));
  const told = firstPresent(inference.at('meta_data'), inference.at('additional_info'));
  const extra = told.or({}, (cursor) => cursor.record());
  return {
    run,
    models: decodeModels(engine.at('args').find('models'), run),
    // Slicer lists a pipeline among the models of clicks, and asks this of each of them
    extra:
      run === 'deepgrow'
        ? { ...extra, deepgrow: told.find('deepgrow').or('3D', (cursor) => cursor.text()) }
        : extra,
  };
}

const RUNS: ReadonlyMap<string, PipelineConfig['run']> = new Map([
  ['DeepgrowInferencePipeline', 'deepgrow'],
  ['UnionInferencePipeline', 'union'],
]);

const decodeRun = (name: JsonCursor): PipelineConfig['run'] =>
  RUNS.get(name.text().split('.').at(-1) ?? '') ??
  name.refuse(`${[...RUNS.keys()].join(' or ')}, for other Python classes are not run`);

function decodeModels(models: JsonCursor, run: PipelineConfig['run']): string[] {
  const names = models.list().map((model) => {
    const name = model.text();
    return isModelName(name) ? name : model.refuse('the name of a model');
  });
  if (names.length === 0) models.refuse('one model at least');
  if (new Set(names).size < names.length) models.refuse('each model once');
  if (run === 'deepgrow' && names.length !== 2) models.refuse('two models, one of slices and one of volumes');
  return names;
}

/** @throws MalformedModelConfig where scores are to be worked on: a pipeline's models have decided theirs. */
export function expectMaskSteps(post: readonly PostSpec[], place: JsonCursor): void {
  if (!post.some(({ kind }) => kind === 'activation' || kind === 'discretise')) return;
  place.reject(
    'the models of a pipeline give masks, not scores: name Activations and AsDiscrete in their configs.',
  );
}
