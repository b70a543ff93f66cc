import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeVolume, type Size } from '@aiaa/volume';
import type { Outside } from './window.js';
import { makeTensor, type Tensor } from '../tensor.js';
import { importanceMap } from './importance-map.js';
import { slidingWindowInferer, type BlendMode } from './sliding-window-inferer.js';
import { windowStarts } from './window-grid.js';

/** What MONAI 1.5 gave; the file says how its inputs are made. */
interface Golden {
  readonly importanceMaps: readonly { patch: number[]; sigmaScale: number; values: number[] }[];
  readonly slidingWindows: readonly {
    readonly name: string;
    readonly size: [number, number, number];
    readonly roi: [number, number, number];
    readonly overlap: number;
    readonly mode: BlendMode;
    readonly paddingMode: Outside['mode'];
    readonly scores: number[];
  }[];
  readonly windowStarts: readonly [
    length: number,
    roi: number,
    overlap: number,
    interval: number,
    starts: number[],
  ][];
}

/** Values reach 2003, where float32 goes in steps of 0.00012; MONAI rounds once more than we do. */
const TWO_STEPS = 0.00025;

const path = new URL('../fixtures/monai-1.5-sliding-window.json', import.meta.url);
const golden = JSON.parse(readFileSync(path, 'utf8')) as Golden; // our own fixture

describe('MONAI 1.5', () => {
  it('starts windows where we do, in 448 cases', () => {
    expect(golden.windowStarts).toHaveLength(448);
    for (const [length, roi, overlap, , starts] of golden.windowStarts) {
      // MONAI counts in the padded image; we count in the image, where padding lies below 0.
      const padding = Math.floor(Math.max(roi - length, 0) / 2);
      const expected = starts.map((start) => start - padding);
      expect({ length, roi, overlap, starts: windowStarts(length, roi, overlap) }).toEqual({
        length,
        roi,
        overlap,
        starts: expected,
      });
    }
  });

  it.each(golden.importanceMaps)('weighs a patch of $patch as we do', ({ patch, sigmaScale, values }) => {
    const [a, b, c] = [1, 1, ...patch].slice(-3);
    const map = importanceMap([a, b, c], sigmaScale);
    expect(map).toHaveLength(values.length);
    map.forEach((weight, at) => expect(Math.abs(weight - values[at])).toBeLessThan(1e-7));
  });

  it.each(golden.slidingWindows)(
    'blends $name as we do: roi $roi, overlap $overlap, $mode',
    async (wanted) => {
      const volume = makeVolume<'float32'>({
        voxels: xFastest(generated(wanted.size), wanted.size),
        size: wanted.size,
        affine: IDENTITY_AFFINE,
      });
      const infer = slidingWindowInferer(wanted);
      const scores = await infer(volume, async (patch) => placeAware(patch), {
        signal: new AbortController().signal,
        onWindow: () => undefined,
      });
      const expected = [0, 1].flatMap((channel) => {
        const count = wanted.scores.length / 2;
        return [...xFastest(wanted.scores.slice(channel * count, (channel + 1) * count), wanted.size)];
      });
      expect(scores.channels).toBe(2);
      scores.voxels.forEach((score, at) => expect(Math.abs(score - expected[at])).toBeLessThan(TWO_STEPS));
    },
  );
});

const generated = ([x, y, z]: Size): number[] =>
  Array.from({ length: x * y * z }, (_, n) => ((n * 7919 + 104729) % 2003) - 1001);

/** From C order (z fastest) to a volume's own order. */
function xFastest(values: readonly number[], [sx, sy, sz]: Size): Float32Array<ArrayBuffer> {
  const turned = new Float32Array(values.length);
  values.forEach((value, at) => {
    const [x, y, z] = [Math.floor(at / (sy * sz)), Math.floor(at / sz) % sy, at % sz];
    turned[x + sx * (y + sy * z)] = value;
  });
  return turned;
}

/** Channel 0: value + 10 i; channel 1: 2 value - k; i and k are the first and last index inside the patch. */
function placeAware({ dims, data }: Tensor): Tensor {
  const [, , a, b, c] = dims;
  const scores = new Float32Array(2 * data.length);
  data.forEach((value, at) => {
    scores[at] = value + 10 * Math.floor(at / (b * c));
    scores[data.length + at] = 2 * value - (at % c);
  });
  return makeTensor([1, 2, a, b, c], scores);
}
