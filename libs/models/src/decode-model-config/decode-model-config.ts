import { MODEL_TYPES, type ModelType } from '@aiaa/annotator';
import type { ModelConfig } from '../model-config.js';
import { decodeInference } from './decode-inference.js';
import { decodePost } from './decode-post.js';
import { decodeTransforms } from './decode-transforms.js';
import { findInferenceBlock } from './find-inference-block.js';
import { JsonCursor } from './json-cursor.js';
import { PRE_TRANSFORMS } from './pre-transforms.js';

/**
 * A `config_aiaa.json`, of Clara Train 2, 3 or 4, decoded.
 * @throws MalformedModelConfig with the JSON path of the first thing that is wrong.
 */
export function decodeModelConfig(json: unknown): ModelConfig {
  const config = unwrap(new JsonCursor(json));
  const type = decodeType(config.at('type'));
  const inference = findInferenceBlock(config);
  return {
    type,
    labels: config.at('labels').or([], decodeLabels),
    description: config.at('description').or('', (cursor) => cursor.text()),
    version: String(
      config.at('version').or('1', (cursor) => (cursor.isText ? cursor.text() : cursor.number())),
    ),
    extra: inference.extra,
    pre: decodeTransforms(config.at('pre_transforms'), PRE_TRANSFORMS),
    inference: decodeInference(inference),
    post: decodePost(config.at('post_transforms')),
  };
}

/** A server of Clara Train 2 stored its configs in one object, each under its model's name. */
function unwrap(root: JsonCursor): JsonCursor {
  const [first, ...others] = root.keys().map((name) => root.at(name));
  const isConfig = (member: JsonCursor) => member.isObject && member.hasAny(['type']);
  if (first === undefined || ![first, ...others].every(isConfig)) return root;
  return others.length === 0
    ? first
    : root.reject(`There are ${root.keys().length} models; a folder holds one.`);
}

function decodeType(type: JsonCursor): ModelType {
  const known = type.oneOf(MODEL_TYPES);
  if (known !== 'pipeline') return known;
  return type.reject(
    'a pipeline runs other models one after another, which is not supported; serve each by itself.',
  );
}

const decodeLabels = (cursor: JsonCursor): string[] => cursor.list().map((label) => label.text());
