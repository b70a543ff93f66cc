import { MODEL_TYPES } from '@aiaa/annotator';
import type { ModelConfig } from '../model-config.js';
import { decodeInference } from './decode-inference.js';
import { JsonCursor } from './json-cursor.js';
import { POST_TRANSFORMS } from './post-transforms.js';
import { PRE_TRANSFORMS } from './pre-transforms.js';
import { findTransformName, nearestTransformName } from './transform-name.js';

/**
 * A `config_aiaa.json` of the v4 generation, decoded.
 * @throws MalformedModelConfig with the JSON path of the first thing that is wrong.
 */
export function decodeModelConfig(json: unknown): ModelConfig {
  const root = new JsonCursor(json);
  const inference = root.at('inference');
  return {
    type: root.at('type').oneOf(MODEL_TYPES),
    labels: root.at('labels').or([], decodeLabels),
    description: root.at('description').or('', (cursor) => cursor.text()),
    version: String(
      root.at('version').or('1', (cursor) => (cursor.isText ? cursor.text() : cursor.number())),
    ),
    extra: inference.at('meta_data').or({}, (cursor) => cursor.record()),
    pre: decodeTransforms(root.at('pre_transforms'), PRE_TRANSFORMS),
    inference: decodeInference(inference),
    post: decodeTransforms(root.at('post_transforms'), POST_TRANSFORMS),
  };
}

const decodeLabels = (cursor: JsonCursor): string[] => cursor.list().map((label) => label.text());

function decodeTransforms<Spec>(
  transforms: JsonCursor,
  table: Readonly<Record<string, (args: JsonCursor) => Spec | undefined>>,
): Spec[] {
  if (transforms.isAbsent) return [];
  return transforms.list().flatMap((transform) => {
    const name = transform.at('name');
    const known = findTransformName(name.text(), Object.keys(table));
    const decode = known === undefined ? undefined : table[known];
    if (decode === undefined) return refuseName(name, Object.keys(table));
    const args = transform.at('args');
    const spec = decode(args.isAbsent ? new JsonCursor({}, args.path) : args);
    return spec === undefined ? [] : [spec];
  });
}

function refuseName(name: JsonCursor, known: readonly string[]): never {
  const near = nearestTransformName(name.text(), known);
  const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
  return name.refuse(`a transform we know${hint}: ${known.join(', ')}`);
}
