import { MODEL_TYPES } from '@aiaa/annotator';
import type { ModelConfig } from '../model-config.js';
import { decodeInference } from './decode-inference.js';
import { decodePipeline, expectMaskSteps } from './decode-pipeline.js';
import { decodePost } from './decode-post.js';
import { decodePre } from './decode-pre.js';
import { fastReturn } from './fast-return.js';
import { findInferenceBlock } from './find-inference-block.js';
import { fitType } from './fit-type.js';
import { JsonCursor } from './json-cursor.js';

/**
 * A `config_aiaa.json`, of Clara Train 2, 3 or 4, decoded.
 * @throws MalformedModelConfig with the JSON path of the first thing that is wrong.
 */
export function decodeModelConfig(json: unknown): ModelConfig {
  const config = unwrap(new JsonCursor(json));
  const type = config.at('type').oneOf(MODEL_TYPES);
  const common = decodeCommon(config);
  if (type === 'pipeline') {
    expectMaskSteps(common.post, config.at('post_transforms'));
    return { type, ...common, ...decodePipeline(config) };
  }
  const block = findInferenceBlock(config);
  const { isSlicesFirst, ...steps } = decodePre(config.at('pre_transforms'), config.at('cache_until'));
  const inference = decodeInference(block, isSlicesFirst);
  const post = decodeReturn(block.setting('restore')) === 'fast' ? fastReturn(common.post) : common.post;
  return fitType({ type, ...common, post, extra: block.extra, ...steps, inference }, { config, block });
}

const decodeReturn = (cursor: JsonCursor) =>
  cursor.or('exact', (given) => given.oneOf(['exact', 'fast'] as const));

const decodeCommon = (
  config: JsonCursor,
): Pick<ModelConfig, 'labels' | 'description' | 'version' | 'post'> => ({
  labels: config.at('labels').or([], decodeLabels),
  description: config.at('description').or('', (cursor) => cursor.text()),
  version: String(
    config.at('version').or('1', (cursor) => (cursor.isText ? cursor.text() : cursor.number())),
  ),
  post: decodePost(config.at('post_transforms')),
});

/** A server of Clara Train 2 stored its configs in one object, each under its model's name. */
function unwrap(root: JsonCursor): JsonCursor {
  const [first, ...others] = root.keys().map((name) => root.at(name));
  const isConfig = (member: JsonCursor) => member.isObject && member.hasAny(['type']);
  if (first === undefined || ![first, ...others].every(isConfig)) return root;
  return others.length === 0
    ? first
    : root.reject(`There are ${root.keys().length} models; a folder holds one.`);
}

const decodeLabels = (cursor: JsonCursor): string[] => cursor.list().map((label) => label.text());
