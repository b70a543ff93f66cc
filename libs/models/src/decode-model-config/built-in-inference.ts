import type { JsonCursor } from './json-cursor.js';

/** What ran networks in Clara Train 2 to 4. All slide windows alike; where the network came from is all that differs. */
const BUILT_IN = /^(?:(?:aiaa|ai4med)\.(?:\w+\.)*)?(?:PyTorch|PT|TF|TRTIS|Triton)Inference$/;

/** @throws MalformedModelConfig where a class of somebody's own is to run the network. */
export function expectBuiltInInference(name: JsonCursor): void {
  if (name.isAbsent || BUILT_IN.test(name.text())) return;
  name.refuse(
    'PyTorchInference, TritonInference, TRTISInference or TFInference, for other Python classes are not run',
  );
}
