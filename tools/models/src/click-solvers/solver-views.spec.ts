import { describe, expect, it } from '@jest/globals';
import { deepgrowViewNetwork } from './corrected-deepgrow.js';
import { DEEPGROW_2D_SPEC } from './deepgrow-2d.js';
import { deepgrow3dSpec } from './deepgrow-3d.js';
import { runNetwork } from './fixtures/run-graph.js';

const hostile: readonly [about: string, value: (at: number) => number][] = [
  ['numbers far apart', (at) => (at % 7) * 1e8 - 3e8],
  ['no numbers', () => NaN],
  ['one number', () => 40],
];

const isFromMinusOneToOne = (views: readonly number[]) =>
  views.every((value) => value >= -1.001 && value <= 1.001);

describe.each([
  ['deepgrow_2d', DEEPGROW_2D_SPEC],
  ['deepgrow_3d', deepgrow3dSpec([64, 64, 64])],
])('what the trained network of %s sees', (_, spec) => {
  it.each(hostile)('from -1 to 1 for an image of %s, without clicks', async (_, value) => {
    const count = (cells: readonly number[]) => cells.reduce((product, n) => product * n, 1);
    const voxels = count(spec.size);
    const input = new Float32Array(3 * voxels);
    for (let at = 0; at < voxels; at++) input[at] = value(at);
    const views = await runNetwork(deepgrowViewNetwork(spec), [1, 3, ...spec.size], input);
    expect(views).toHaveLength(7 * count(spec.size.map((n) => n / spec.fine)));
    expect(isFromMinusOneToOne(views)).toBe(true);
  });
});
