import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeVolume } from '@aiaa/volume';
import { Cancelled, UnfitImage } from '@aiaa/volume/errors';
import { chiralVolume } from '@aiaa/volume/testing';
import { AXIS_ORDERS } from '../axis-order.js';
import { NetworkFailed } from '../network-failed.js';
import { makeTensor } from '../tensor.js';
import { countingPredictor } from '../testing/counting-predictor.js';
import type { RunWatch } from './inferer.js';
import { simpleInferer } from './simple-inferer.js';

const UNWATCHED: RunWatch = { signal: new AbortController().signal, onWindow: () => undefined };

describe('simpleInferer', () => {
  it.each(AXIS_ORDERS)('runs once on the whole volume and brings it home, in %s', async (axisOrder) => {
    const volume = chiralVolume('float32');
    const { predict, patches } = countingPredictor();
    const heard: [number, number][] = [];
    const watch = { ...UNWATCHED, onWindow: (done: number, total: number) => heard.push([done, total]) };
    const scores = await simpleInferer({ axisOrder })(volume, predict, watch);
    expect(scores).toEqual(volume);
    expect(patches).toHaveLength(1);
    expect(heard).toEqual([[1, 1]]);
  });

  it('takes as many classes as the network gives', async () => {
    const volume = makeVolume<'float32'>({
      voxels: Float32Array.from([3, 4]),
      size: [2, 1, 1],
      affine: IDENTITY_AFFINE,
    });
    const { predict } = countingPredictor(({ data: [a, b] }) =>
      makeTensor([1, 3, 2, 1, 1], Float32Array.from([a, b, -a, -b, 0, 1])),
    );
    const scores = await simpleInferer({ axisOrder: 'XYZ' })(volume, predict, UNWATCHED);
    expect(scores.channels).toBe(3);
    expect([...scores.voxels]).toEqual([3, 4, -3, -4, 0, 1]);
  });

  it('refuses scores of another size', async () => {
    const { predict } = countingPredictor(() => makeTensor([1, 2], new Float32Array(2)));
    const running = simpleInferer({ axisOrder: 'XYZ' })(chiralVolume('float32'), predict, UNWATCHED);
    await expect(running).rejects.toThrow(NetworkFailed);
    await expect(running).rejects.toThrow('turned a window of 1 x 1 x 11 x 13 x 7 into 1 x 2');
  });

  it('refuses a volume without voxels, and a request that nobody waits for', async () => {
    const { predict, patches } = countingPredictor();
    const empty = makeVolume<'float32'>({
      voxels: new Float32Array(0),
      size: [0, 4, 4],
      affine: IDENTITY_AFFINE,
    });
    const infer = simpleInferer({ axisOrder: 'XYZ' });
    await expect(infer(empty, predict, UNWATCHED)).rejects.toThrow(UnfitImage);
    const gone = { ...UNWATCHED, signal: AbortSignal.abort() };
    await expect(infer(chiralVolume('float32'), predict, gone)).rejects.toThrow(Cancelled);
    expect(patches).toHaveLength(0);
  });
});
