import type { LabelMap } from '@aiaa/volume';
import type { Ring } from './ring.js';
import type { TraceOptions } from './ordered-borders.js';
import { traceBorders } from './trace-borders.js';
import { tracingMemory } from './tracing-memory.js';

/**
 * The rings of a label map one slice after the other along z, so that who traces a large one can take a breath
 * between two: what `traceBorders` finds there, and an empty list where it finds nothing.
 * @throws RangeError as traceBorders does.
 */
export function* traceSlices(mask: LabelMap, options: TraceOptions = {}): Generator<readonly Ring[]> {
  const [width, height, depth] = mask.size;
  const area = width * height;
  const memory = tracingMemory(width, height);
  for (let z = 0; z < depth; z++) {
    const values = mask.voxels.subarray(z * area, (z + 1) * area);
    yield traceBorders({ width, height, values }, options, memory).map(({ ring }) => ring);
  }
}
