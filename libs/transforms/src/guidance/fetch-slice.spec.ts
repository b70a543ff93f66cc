import { describe, expect, it } from '@jest/globals';
import { UnfitImage, makeLabelMap, voxelIndex } from '@aiaa/volume';
import { PHANTOM_SIZE, chiralVolume } from '@aiaa/volume/testing';
import { identityStep } from '../step.js';
import { clicksOnSlice } from './clicks-on-slice.js';
import { fetchSlice } from './fetch-slice.js';
import type { Guidance } from './guided-step.js';
import { restoreGuided } from './restore-guided.js';

const scan = chiralVolume('int16');
const [width, height] = PHANTOM_SIZE;
const PLANE = width * height;
const at = voxelIndex;

describe('the slice of the clicks', () => {
  const guidance = [[at(3, 4, 5), at(6, 2, 3)], [at(1, 1, 3), at(2, 2, 6)]]; // prettier-ignore

  it('is the lowest that any of them lies on, with the clicks on it', () => {
    const guided = take(guidance);
    expect(guided.step.volume.size).toEqual([width, height, 1]);
    expect(guided.step.volume.voxels).toEqual(scan.voxels.subarray(3 * PLANE, 4 * PLANE));
    expect(guided.guidance).toEqual([[at(6, 2, 0)], [at(1, 1, 0)]]);
  });

  it('is another where only its clicks are kept', () => {
    const guided = take(clicksOnSlice(guidance, 5));
    expect(guided.step.volume.voxels).toEqual(scan.voxels.subarray(5 * PLANE, 6 * PLANE));
    expect(guided.guidance).toEqual([[at(3, 4, 0)], []]);
  });

  it('comes home among empty ones', () => {
    const guided = take(guidance);
    const full = makeLabelMap(guided.step.volume, new Uint8Array(PLANE).fill(2));
    const restored = restoreGuided(guided, full);
    expect([restored.size, restored.affine]).toEqual([scan.size, scan.affine]);
    const expected = Uint8Array.from(scan.voxels, (_, n) => (Math.floor(n / PLANE) === 3 ? 2 : 0));
    expect(restored.voxels).toEqual(expected);
    expect(guided.step.restore(full).voxels).toEqual(expected);
  });
});

it.each<[string, Guidance, Error]>([
  ['without lists', [], new RangeError('Without a click there is no slice to take.')],
  ['with empty lists', [[], []], new RangeError('Without a click there is no slice to take.')],
  ['behind the last', [[at(1, 1, 7)]], new UnfitImage('A click on slice 7 lies outside an image of 7 slices.')],
  ['before the first', [[at(1, 1, 3), at(1, 1, -2)]], new UnfitImage('A click on slice -2 lies outside an image of 7 slices.')],
])('refuses clicks %s', (_, guidance, refusal) => {
  expect(() => take(guidance)).toThrow(refusal);
  expect(() => take(guidance)).toThrow(refusal.constructor);
}); // prettier-ignore

const take = (guidance: Guidance) => fetchSlice({ step: identityStep(scan), guidance });
