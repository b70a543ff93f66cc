import type { TransformSpec } from '@aiaa/transforms';
import { voxelCount, type Volume } from '@aiaa/volume';
import { CHAIN_SPECS } from './chain-specs.js';
import { WAYS, type Way } from './chain-ways.js';
import { countDiffering } from './count-differing.js';
import { ctLikePhantom } from './phantom.js';
import { peakBytesOf } from './peak-memory.js';
import { median, writeResults } from './results.js';

/**
 * A chain over an abdominal CT as one pass, against the same transforms one by one: in turn, in one run. Cropped
 * to a box that is known before, and to what is above 0, for which the values must be there first.
 */
const ROUNDS = Number(process.argv[2] ?? 9);
const PROCESSES = 3;
const TO_FOREGROUND: readonly TransformSpec[] = [...CHAIN_SPECS.slice(0, -1), { kind: 'crop-foreground' }];
const TURNED: readonly TransformSpec[] = [{ kind: 'orientation', axcodes: 'SPR' }, ...CHAIN_SPECS.slice(1)];

const scan = ctLikePhantom();
const box = compare(CHAIN_SPECS);
const turned = compare(TURNED);
const foreground = compare(TO_FOREGROUND);
const peak = async (way: Way): Promise<number> => (await peakBytesOf('chain-alone', way, PROCESSES)) / 1e6;
writeResults('chain', {
  'megabytes of voxels, in': scan.voxels.byteLength / 1e6,
  'megabytes of voxels, out': (voxelCount(box.size) * 4) / 1e6,
  'one pass, ms': box.chain,
  'one by one, ms': box['one by one'],
  'one by one / one pass': box['one by one'] / box.chain,
  'voxels that differ': box.differing,
  'axes permuted: one pass, ms': turned.chain,
  'axes permuted: one by one, ms': turned['one by one'],
  'cropped to the foreground: one pass and a crop, ms': foreground.chain,
  'cropped to the foreground: one by one, ms': foreground['one by one'],
  'peak memory beyond the scan, one pass, MB': await peak('chain'),
  'peak memory beyond the scan, one by one, MB': await peak('one by one'),
});

/** Milliseconds of both ways, medians of rounds in turn; the first round only warms up. */
function compare(specs: readonly TransformSpec[]) {
  const times: Record<Way, number[]> = { chain: [], 'one by one': [] };
  const results: Partial<Record<Way, Volume>> = {};
  for (let round = 0; round <= ROUNDS; round++) {
    for (const way of ['chain', 'one by one'] as const) {
      const start = performance.now();
      results[way] = WAYS[way](specs, scan);
      if (round > 0) times[way].push(performance.now() - start);
    }
  }
  const [a, b] = [results.chain ?? scan, results['one by one'] ?? scan];
  return {
    chain: median(times.chain),
    'one by one': median(times['one by one']),
    size: a.size,
    differing: countDiffering(a.voxels, b.voxels),
  };
}
