import { expectBuiltInInference } from './built-in-inference.js';
import type { InferenceBlock } from './inference-block.js';
import type { JsonCursor } from './json-cursor.js';

export const isV4Inference = (inference: JsonCursor): boolean => inference.hasAny(['AIAA', 'TRITON']);

/**
 * The inference block of Clara Train 4: one block for each engine, of which `AIAA` is taken, and `TRITON` where it
 * stands alone.
 */
export function v4Inference(inference: JsonCursor): InferenceBlock {
  const engine = inference.at('AIAA').isAbsent ? inference.at('TRITON') : inference.at('AIAA');
  expectBuiltInInference(engine.at('name'));
  const told = inference.at('meta_data');
  return {
    setting: (key) => engine.at('args').find(key),
    told: (key) => told.find(key),
    extra: told.or({}, (cursor) => cursor.record()),
  };
}
