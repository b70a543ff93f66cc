import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, linearIndex, makeVolume, type Size, type Volume } from '@aiaa/volume';
import { Cancelled, UnfitImage } from '@aiaa/volume/errors';
import { OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import { AXIS_ORDERS, type AxisOrder } from '../axis-order.js';
import { NetworkFailed } from '../network-failed.js';
import type { Predictor } from '../predictor.js';
import { makeTensor, type Tensor } from '../tensor.js';
import { seededNumbers } from '../testing/seeded-numbers.js';
import type { RunWatch } from './inferer.js';
import { simpleInferer } from './simple-inferer.js';
import { slidingWindowInferer } from './sliding-window-inferer.js';

const noise = (size: Size, channels = 1): Volume<'float32'> =>
  makeVolume<'float32'>({
    voxels: new Float32Array(seededNumbers(7, size[0] * size[1] * size[2] * channels)),
    size,
    channels,
    affine: OBLIQUE_AFFINE,
  });

const UNWATCHED: RunWatch = { signal: new AbortController().signal, onWindow: () => undefined };

/** Class 0: value + 10 i; class 1: 2 value - j; i and j are the first and the second index inside the slice. */
function placeAware({ dims, data }: Tensor): Tensor {
  const [, , a, b] = dims;
  const scores = new Float32Array(2 * a * b);
  for (let at = 0; at < a * b; at++) {
    scores[at] = data[at] + 10 * Math.floor(at / b);
    scores[a * b + at] = 2 * data[at] - (at % b);
  }
  return makeTensor([1, 2, a, b], scores);
}

/** A network of slices that remembers what it was given. */
function slicePredictor(answer: (slice: Tensor) => Tensor = placeAware) {
  const slices: Tensor[] = [];
  const predict = async (slice: Tensor): Promise<Tensor> => {
    slices.push(slice);
    return answer(slice);
  };
  return { slices, predict: Object.assign(predict, { takesSlices: true }) satisfies Predictor };
}

/** The same network behind windows of volumes: the axis that the letter Z names is taken out, and put back. */
const withoutZ =
  (axisOrder: AxisOrder): Predictor =>
  async ({ dims, data }) => {
    const z = 2 + axisOrder.indexOf('Z');
    expect(dims[z]).toBe(1);
    const scores = placeAware(makeTensor(dims.toSpliced(z, 1), data));
    return makeTensor(scores.dims.toSpliced(z, 0, 1), scores.data);
  };

describe('a network of slices', () => {
  it.each(AXIS_ORDERS)('gets a whole volume slice by slice, in %s', async (axisOrder) => {
    const volume = noise([5, 4, 3]);
    const { predict, slices } = slicePredictor();
    const heard: [number, number][] = [];
    const onWindow = (done: number, total: number) => heard.push([done, total]);
    const scores = await simpleInferer({ axisOrder })(volume, predict, { ...UNWATCHED, onWindow });
    const xFirst = axisOrder.indexOf('X') < axisOrder.indexOf('Y');
    const expected = new Float32Array(2 * 60);
    for (let z = 0; z < 3; z++) {
      for (let y = 0; y < 4; y++) {
        for (let x = 0; x < 5; x++) {
          const at = linearIndex(volume.size, x, y, z);
          const [i, j] = xFirst ? [x, y] : [y, x];
          expected[at] = volume.voxels[at] + 10 * i;
          expected[60 + at] = 2 * volume.voxels[at] - j;
        }
      }
    }
    expect(slices.map(({ dims }) => dims)).toEqual(new Array(3).fill(xFirst ? [1, 1, 5, 4] : [1, 1, 4, 5]));
    expect(heard).toEqual([1, 2, 3].map((done) => [done, 3]));
    expect(scores).toMatchObject({ size: volume.size, affine: volume.affine, channels: 2 });
    expect(scores.voxels).toEqual(expected);
  });

  describe.each(AXIS_ORDERS)('in %s', (axisOrder) => {
    it.each([
      ['constant', [4, 3, 1], [9, 7, 5], 0.25],
      ['gaussian', [4, 3, 1], [9, 7, 5], 0.5],
      ['gaussian', [0, 3, 1], [9, 7, 2], 0.5],
      ['constant', [12, 12, 1], [9, 7, 3], 0.25],
      ['gaussian', [4, 3, 0], [9, 7, 1], 0.5],
    ] as const)('blends by %s, window %j on %j, as without that axis', async (mode, roi, size, overlap) => {
      const volume = noise(size, 2);
      const infer = slidingWindowInferer({ roi, overlap, mode, axisOrder, paddingMode: 'replicate' });
      const scores = await infer(volume, slicePredictor().predict, UNWATCHED);
      expect(scores).toEqual(await infer(volume, withoutZ(axisOrder), UNWATCHED));
    });
  });

  it('gets all channels of a slice', async () => {
    const { predict, slices } = slicePredictor();
    const volume = noise([2, 3, 2], 3);
    await simpleInferer({ axisOrder: 'ZYX' })(volume, predict, UNWATCHED);
    expect(slices[1].dims).toEqual([1, 3, 3, 2]);
    const second = [0, 1, 2].flatMap((channel) => [
      ...volume.voxels.subarray(12 * channel + 6, 12 * channel + 12),
    ]);
    expect([...slices[1].data]).toEqual(second);
  });

  it.each([
    [[2, 2, 96], [4, 4, 4], 96],
    [[2, 2, 3], [4, 4, 1], 3],
    [[2, 2, 0], [4, 4, 40], 40],
  ] as const)('is not run by windows of %j on %j: they have %d slices', async (roi, size, depth) => {
    const { predict, slices } = slicePredictor();
    const running = slidingWindowInferer({ roi })(noise(size), predict, UNWATCHED);
    await expect(running).rejects.toThrow(
      new NetworkFailed(
        `The network takes single slices, and a window of this model has ${depth}: set the third number of its roi to 1.`,
      ),
    );
    expect(slices).toHaveLength(0);
  });

  it.each([
    [[1, 2], 'of 1 x 1 x 3 x 2 into 1 x 2: it must give', 'a classifier'],
    [[1, 1, 2, 3], 'of 1 x 1 x 3 x 2 into 1 x 1 x 2 x 3: it must give', 'the other order'],
    [[1, 1, 3, 2, 1], 'of 1 x 1 x 3 x 2 into 1 x 1 x 3 x 2 x 1: it must give', 'an axis more'],
    [[2, 1, 3, 1], 'of 1 x 1 x 3 x 2 into 2 x 1 x 3 x 1: it must give', 'a batch'],
    [[1, 0, 3, 2], 'of 1 x 1 x 3 x 2 into 1 x 0 x 3 x 2: it must give', 'no class'],
    [[], 'of 1 x 1 x 3 x 2 into : it must give', 'a bare number'],
  ])('is refused scores of dims %j: %s (%s)', async (dims, sentence) => {
    const count = dims.reduce((product, n) => product * n, 1);
    const { predict } = slicePredictor(() => makeTensor(dims, new Float32Array(count)));
    const running = simpleInferer({ axisOrder: 'XYZ' })(noise([3, 2, 2]), predict, UNWATCHED);
    await expect(running).rejects.toThrow(NetworkFailed);
    await expect(running).rejects.toThrow(sentence);
  });

  it('is cancelled between slices: the one that runs ends, no other starts', async () => {
    const stop = new AbortController();
    const { predict, slices } = slicePredictor();
    const running = simpleInferer({ axisOrder: 'XYZ' })(noise([2, 2, 5]), predict, {
      signal: stop.signal,
      onWindow: (done) => {
        if (done === 2) stop.abort();
      },
    });
    await expect(running).rejects.toThrow(Cancelled);
    expect(slices).toHaveLength(2);
  });

  it('lets the event loop turn between slices, so that a cancel from outside arrives', async () => {
    const stop = new AbortController();
    setImmediate(() => stop.abort());
    const { predict, slices } = slicePredictor();
    const watch = { ...UNWATCHED, signal: stop.signal };
    const running = simpleInferer({ axisOrder: 'XYZ' })(noise([1, 1, 50]), predict, watch);
    await expect(running).rejects.toThrow(Cancelled);
    expect(slices.length).toBeLessThan(4);
  });

  it('is given no volume without voxels', async () => {
    const { predict, slices } = slicePredictor();
    const voxels = new Float32Array(0);
    const empty = makeVolume<'float32'>({ voxels, size: [4, 4, 0], affine: IDENTITY_AFFINE });
    const running = simpleInferer({ axisOrder: 'XYZ' })(empty, predict, UNWATCHED);
    await expect(running).rejects.toThrow(new UnfitImage('The image has no voxels.'));
    expect(slices).toHaveLength(0);
  });
});
