import { describe, expect, it } from '@jest/globals';
import type { PostSpec } from '@aiaa/models';
import { buildChain, type SpatialStep } from '@aiaa/transforms';
import { IDENTITY_AFFINE, makeVolume, type Volume } from '@aiaa/volume';
import { finishScores } from './finish-scores.js';

const half: PostSpec = { kind: 'discretise', decide: { kind: 'threshold', at: 0.5 } };
const home: PostSpec = { kind: 'restore', rule: 'nearest' };
const keep: PostSpec = { kind: 'clean', transform: { kind: 'keep-largest-component' } };

/** Eight voxels, of which the network sees the last five. */
const step: SpatialStep = buildChain([{ kind: 'spatial-crop', start: [3, 0, 0], end: [8, 1, 1] }])(
  makeVolume({ voxels: new Int16Array(8), size: [8, 1, 1], affine: IDENTITY_AFFINE }),
);

const onNetworksGrid = (at: SpatialStep, values: readonly number[]): Volume<'float32'> =>
  makeVolume<'float32'>({
    voxels: Float32Array.from(values),
    size: at.volume.size,
    channels: values.length / at.volume.voxels.length,
    affine: at.volume.affine,
  });

describe('finishScores', () => {
  it.each([
    ['on the way', [half, keep, home]],
    ['at home', [half, home, keep]],
    ['at home, with scores that go there undecided', [home, half, keep]],
    ['with no restoring step', [half, keep]],
  ])('tidies labels %s', (_, post) => {
    const mask = finishScores(onNetworksGrid(step, [1, 0, 1, 1, 0]), step, post);
    expect([...mask.voxels]).toEqual([0, 0, 0, 0, 0, 1, 1, 0]);
  });

  it('tidies on the grid that the order names: what counts as largest may differ there', () => {
    const volume = makeVolume({ voxels: new Int16Array(12), size: [12, 1, 1], affine: IDENTITY_AFFINE });
    const halved = buildChain([{ kind: 'resize', size: [6, 1, 1], mode: 'nearest' }])(volume);
    const scores = onNetworksGrid(halved, [0.9, 0.1, 0.1, 0.1, 0.6, 0.1]);
    // on the small grid two specks of one voxel: the later stays; at home, interpolated, the earlier is the longer
    expect([...finishScores(scores, halved, [half, keep, home]).voxels].indexOf(1)).toBeGreaterThan(6);
    expect([...finishScores(scores, halved, [home, half, keep]).voxels].indexOf(1)).toBe(0);
  });

  it("takes labels back through Resize as MONAI's Invertd does, to the lower voxel", () => {
    const volume = makeVolume({ voxels: new Int16Array(12), size: [12, 1, 1], affine: IDENTITY_AFFINE });
    const resized = buildChain([{ kind: 'resize', size: [5, 1, 1] }])(volume);
    const mask = finishScores(onNetworksGrid(resized, [1, 0, 0, 1, 0]), resized, [half, home]);
    // voxel i shows floor(i * 5 / 12); its centre would be nearest to round((i + 0.5) * 5 / 12 - 0.5)
    expect([...mask.voxels]).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0]);
  });

  it('decides by a threshold before the arg-max, so that the first class is no background', () => {
    const scores = onNetworksGrid(step, [0.9, 0.2, 0.4, 0.6, 0, 0.1, 0.8, 0.4, 0.7, 0]);
    const post: PostSpec[] = [{ kind: 'discretise', decide: { kind: 'threshold-arg-max', at: 0.5 } }, home];
    expect([...finishScores(scores, step, post).voxels]).toEqual([0, 0, 0, 1, 2, 0, 2, 0]);
  });

  it('refuses a threshold alone over several classes', () => {
    const scores = onNetworksGrid(step, new Array<number>(10).fill(0));
    expect(() => finishScores(scores, step, [half])).toThrow(
      'a threshold decides one class, and the network scores 2: use argmax.',
    );
  });
});
