import { expectBuiltInInference } from './built-in-inference.js';
import { firstPresent } from './first-present.js';
import type { InferenceBlock } from './inference-block.js';
import type { JsonCursor } from './json-cursor.js';

export const isV3Inference = (inference: JsonCursor): boolean =>
  inference.hasAny(['name', 'args', 'node_mapping', 'additional_info']);

/** The inference block of Clara Train 3: one class with its arguments. What version 2 wrote beside them counts too. */
export function v3Inference(inference: JsonCursor): InferenceBlock {
  expectBuiltInInference(inference.at('name'));
  const told = inference.at('additional_info');
  return {
    setting: (key) => firstPresent(inference.at('args').find(key), inference.at(key)),
    told: (key) => told.find(key),
    extra: told.or({}, (cursor) => cursor.record()),
  };
}
