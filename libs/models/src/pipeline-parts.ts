import type { ModelReference } from '@aiaa/annotator';
import type { TaggedError } from '@aiaa/volume/errors';
import { looksAtSlice } from './looks-at-slice.js';
import { MalformedModelConfig } from './malformed-model-config.js';
import type { ModelConfig, NetworkConfig, PipelineConfig } from './model-config.js';

/** A model that was found in a repository, or why it cannot run. */
export type FoundModel =
  | { readonly kind: 'ready'; readonly reference: ModelReference; readonly config: ModelConfig }
  /** `folder`: where its config lies, if there is one. */
  | { readonly kind: 'refused'; readonly reason: TaggedError; readonly folder?: string };

/**
 * The models that a pipeline runs, by the names it has for them.
 * @throws MalformedModelConfig when one is not here, cannot run, or is none that this pipeline can use.
 */
export function pipelineParts(
  { models, run }: PipelineConfig,
  found: ReadonlyMap<string, FoundModel>,
): Readonly<Record<string, ModelReference>> {
  const parts = models.map((name) => ({ name, ...partOf(name, found.get(name)) }));
  for (const { name, config } of parts) {
    if (run === 'deepgrow' && config.type !== 'deepgrow') throw wrongType(name, config, 'deepgrow');
    if (config.type === 'classification') throw wrongType(name, config, 'one that gives masks');
  }
  if (run === 'deepgrow' && new Set(parts.map(({ config }) => looksAtSlice(config))).size !== 2) {
    throw malformed(`of ${models.join(' and ')}, one must take slices (Fetch2DSlice), the other volumes.`);
  }
  return Object.fromEntries(parts.map(({ name, reference }) => [name, reference]));
}

function partOf(name: string, part: FoundModel | undefined) {
  if (part === undefined) throw malformed(`the pipeline runs ${name}, which is not here.`);
  if (part.kind === 'refused') {
    throw malformed(`the pipeline runs ${name}, which cannot run: ${part.reason.message}`, part.reason);
  }
  const { reference, config } = part;
  if (config.type === 'pipeline') throw malformed(`the pipeline runs ${name}, which is a pipeline itself.`);
  return { reference, config };
}

const wrongType = (name: string, { type }: NetworkConfig, wanted: string): MalformedModelConfig =>
  malformed(`the pipeline runs ${name}, which is of type ${type}, not ${wanted}.`);

const malformed = (problem: string, cause?: unknown): MalformedModelConfig =>
  new MalformedModelConfig('inference', problem, ...(cause === undefined ? [] : [{ cause }]));
