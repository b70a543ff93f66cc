import { describe, expect, it } from '@jest/globals';
import { deepgrow3dViewNetwork } from './deepgrow-3d-network.js';
import { deepgrow3dSpec } from './deepgrow-3d.js';
import { runNetwork } from './fixtures/run-graph.js';

const hostile: readonly [about: string, value: (at: number) => number][] = [
  ['numbers far apart', (at) => (at % 7) * 1e8 - 3e8],
  ['no numbers', () => NaN],
  ['one number', () => 40],
];

const isFromMinusOneToOne = (views: readonly number[]) =>
  views.every((value) => value >= -1.001 && value <= 1.001);

describe('what the trained network sees', () => {
  it.each(hostile)('deepgrow_3d: from -1 to 1 for an image of %s, without clicks', async (_, value) => {
    const size = [64, 64, 64];
    const voxels = 64 ** 3;
    const input = new Float32Array(3 * voxels);
    for (let at = 0; at < voxels; at++) input[at] = value(at);
    const views = await runNetwork(deepgrow3dViewNetwork(deepgrow3dSpec(size)), [1, 3, ...size], input);
    expect(views).toHaveLength(7 * 32 ** 3);
    expect(isFromMinusOneToOne(views)).toBe(true);
  });
});
