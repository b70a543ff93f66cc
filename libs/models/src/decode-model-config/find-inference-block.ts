import type { InferenceBlock } from './inference-block.js';
import type { JsonCursor } from './json-cursor.js';
import { isV2Inference, v2Inference } from './v2-inference.js';
import { isV3Inference, v3Inference } from './v3-inference.js';
import { isV4Inference, v4Inference } from './v4-inference.js';

/**
 * The inference block of a config. Its shape tells the generation: `version` is that of the format in the older two
 * and that of the model in the newest.
 * @throws MalformedModelConfig when it has the shape of none.
 */
export function findInferenceBlock(config: JsonCursor): InferenceBlock {
  const inference = config.at('inference');
  if (inference.isObject && isV4Inference(inference)) return v4Inference(inference);
  if (inference.isObject && isV3Inference(inference)) return v3Inference(inference);
  if (isV2Inference(config)) return v2Inference(config);
  if (!inference.isObject) inference.refuse('an object');
  return inference.refuse(
    'an AIAA or TRITON block, a name with args, or fields such as scanning_window and roi',
  );
}
