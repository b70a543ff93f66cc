import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeVolume, type Size, type Volume } from '@aiaa/volume';
import { Cancelled, UnfitImage } from '@aiaa/volume/errors';
import { OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import { AXIS_ORDERS } from '../axis-order.js';
import { NetworkFailed } from '../network-failed.js';
import { makeTensor, type Tensor } from '../tensor.js';
import { countingPredictor } from '../testing/counting-predictor.js';
import { seededNumbers } from '../testing/seeded-numbers.js';
import type { RunWatch } from './inferer.js';
import { slidingWindowInferer } from './sliding-window-inferer.js';

const noise = (size: Size, channels = 1): Volume<'float32'> =>
  makeVolume<'float32'>({
    voxels: new Float32Array(seededNumbers(7, size[0] * size[1] * size[2] * channels)),
    size,
    channels,
    affine: OBLIQUE_AFFINE,
  });

const UNWATCHED: RunWatch = { signal: new AbortController().signal, onWindow: () => undefined };

describe('slidingWindowInferer', () => {
  it.each(AXIS_ORDERS)(
    'gives a pointwise network the same answer by windows as at once, in %s',
    async (axisOrder) => {
      const volume = noise([9, 7, 11]);
      const { predict, patches } = countingPredictor();
      const scores = await slidingWindowInferer({ roi: [4, 5, 6], overlap: 0.5, axisOrder })(
        volume,
        predict,
        UNWATCHED,
      );
      expect(patches.length).toBe(4 * 2 * 3);
      expect(scores.size).toEqual(volume.size);
      expect(scores.affine).toEqual(OBLIQUE_AFFINE);
      scores.voxels.forEach((score, at) => expect(Math.abs(score - volume.voxels[at])).toBeLessThan(1e-6));
    },
  );

  it.each([
    ['constant', [1, 1, 1]],
    ['gaussian', [1, 1, 1]],
    ['constant', [2, 40, 1]],
    ['gaussian', [2, 40, 1]],
  ] as const)('%s blending gives back a volume smaller than its window: %j', async (mode, size) => {
    const volume = noise(size);
    const { predict } = countingPredictor();
    const scores = await slidingWindowInferer({ roi: [8, 8, 8], mode })(volume, predict, UNWATCHED);
    expect(scores.size).toEqual(size);
    scores.voxels.forEach((score, at) => expect(Math.abs(score - volume.voxels[at])).toBeLessThan(1e-6));
  });

  it('keeps channels apart, of the image and of the scores', async () => {
    const volume = noise([3, 3, 3], 2);
    const swapped = (patch: Tensor): Tensor => {
      const half = patch.data.length / 2;
      return makeTensor(
        patch.dims,
        Float32Array.from([...patch.data.slice(half), ...patch.data.slice(0, half)]),
      );
    };
    const { predict } = countingPredictor(swapped);
    const scores = await slidingWindowInferer({ roi: [2, 2, 2] })(volume, predict, UNWATCHED);
    expect(scores.channels).toBe(2);
    scores.voxels.forEach((score, at) => expect(score).toBeCloseTo(volume.voxels[(at + 27) % 54], 6));
  });

  it.each([
    ['constant', [-5, 1, 2, -5, -5]],
    ['replicate', [1, 1, 2, 2, 2]],
  ] as const)('pads a small volume by %s to %j: the odd voxel lies above', async (paddingMode, expected) => {
    const volume = makeVolume<'float32'>({
      voxels: Float32Array.from([1, 2]),
      size: [2, 1, 1],
      affine: IDENTITY_AFFINE,
    });
    const { predict, patches } = countingPredictor();
    const scores = await slidingWindowInferer({ roi: [5, 1, 1], paddingMode, cval: -5 })(
      volume,
      predict,
      UNWATCHED,
    );
    expect([...patches[0].data]).toEqual(expected);
    expect([...scores.voxels]).toEqual([1, 2]);
  });

  it('is cancelled between windows: the one that runs ends, no other starts', async () => {
    const stop = new AbortController();
    const heard: number[] = [];
    const { predict, patches } = countingPredictor();
    const running = slidingWindowInferer({ roi: [2, 2, 2], overlap: 0 })(noise([8, 2, 2]), predict, {
      signal: stop.signal,
      onWindow: (done) => {
        heard.push(done);
        if (done === 2) stop.abort();
      },
    });
    await expect(running).rejects.toThrow(Cancelled);
    expect(heard).toEqual([1, 2]);
    expect(patches).toHaveLength(2);
  });

  it('never runs the network for a request that nobody waits for', async () => {
    const { predict, patches } = countingPredictor();
    const running = slidingWindowInferer({ roi: [2, 2, 2] })(noise([2, 2, 2]), predict, {
      signal: AbortSignal.abort('gone'),
      onWindow: () => undefined,
    });
    await expect(running).rejects.toMatchObject({ tag: 'Cancelled', cause: 'gone' });
    expect(patches).toHaveLength(0);
  });

  it('lets the event loop turn between windows, so that a cancel from outside arrives', async () => {
    const stop = new AbortController();
    setImmediate(() => stop.abort());
    const { predict, patches } = countingPredictor();
    const running = slidingWindowInferer({ roi: [1, 1, 1] })(noise([50, 1, 1]), predict, {
      ...UNWATCHED,
      signal: stop.signal,
    });
    await expect(running).rejects.toThrow(Cancelled);
    expect(patches.length).toBeLessThan(4);
  });

  it('reports each window that is done, and how many there are', async () => {
    const heard: [number, number][] = [];
    await slidingWindowInferer({ roi: [2, 2, 2], overlap: 0 })(
      noise([4, 2, 4]),
      countingPredictor().predict,
      {
        ...UNWATCHED,
        onWindow: (done, total) => heard.push([done, total]),
      },
    );
    expect(heard).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
  });

  it.each([
    [{ overlap: 1 }, 'Windows cannot overlap by 1: the overlap is at least 0 and less than 1.'],
    [{ overlap: 2 }, 'Windows cannot overlap by 2: the overlap is at least 0 and less than 1.'],
    [{ overlap: -0.1 }, 'Windows cannot overlap by -0.1: the overlap is at least 0 and less than 1.'],
    [{ overlap: NaN }, 'Windows cannot overlap by NaN: the overlap is at least 0 and less than 1.'],
    [{ roi: [1.5, 2, 2] as const }, 'A window cannot have 1.5 x 2 x 2 voxels: its size is in whole voxels.'],
    [{ sigmaScale: 0 }, 'A Gaussian cannot have a sigma of 0 window lengths: it is above 0.'],
    [{ batchSize: 0 }, 'A batch cannot have 0 windows: it has a whole number of them, from 1 on.'],
    [{ batchSize: 1.5 }, 'A batch cannot have 1.5 windows: it has a whole number of them, from 1 on.'],
    [{ cval: NaN }, 'Windows cannot be padded with a value that is no number.'],
  ])('refuses %j at once', (wrong, sentence) => {
    expect(() => slidingWindowInferer({ roi: [2, 2, 2], ...wrong })).toThrow(new NetworkFailed(sentence));
  });

  it.each([
    [[1, 1, 1, 2, 2], 'turned a window of 1 x 1 x 2 x 2 x 2 into 1 x 1 x 1 x 2 x 2', 'another size'],
    [[1, 8], 'into 1 x 8', 'a classifier'],
    [[2, 1, 2, 2, 1], 'into 2 x 1 x 2 x 2 x 1', 'a batch'],
    [[1, 1, 2, 2, 2, 1], 'into 1 x 1 x 2 x 2 x 2 x 1', 'a dimension more'],
  ])('refuses scores of dims %j: %s (%s)', async (dims, sentence) => {
    const count = dims.reduce((product, n) => product * n, 1);
    const { predict } = countingPredictor(() => makeTensor(dims, new Float32Array(count)));
    const running = slidingWindowInferer({ roi: [2, 2, 2] })(noise([2, 2, 2]), predict, UNWATCHED);
    await expect(running).rejects.toThrow(NetworkFailed);
    await expect(running).rejects.toThrow(sentence);
  });

  it('refuses a network that changes its mind about the classes', async () => {
    let classes = 0;
    const { predict } = countingPredictor(({ dims: [, , a, b, c] }) => {
      classes += 1;
      return makeTensor([1, classes, a, b, c], new Float32Array(classes * a * b * c));
    });
    const running = slidingWindowInferer({ roi: [2, 2, 2] })(noise([4, 2, 2]), predict, UNWATCHED);
    await expect(running).rejects.toThrow(
      new NetworkFailed('The network gave 2 classes for one window and 1 for the first.'),
    );
  });

  it.each([1, 2, 3, 4, 7, 100])('gives the same numbers by batches of %i windows', async (batchSize) => {
    const volume = noise([9, 7, 5], 2);
    const infer = slidingWindowInferer({ roi: [4, 4, 4], mode: 'gaussian', batchSize });
    const alone = await infer(volume, countingPredictor().predict, UNWATCHED);
    const { predict, patches } = countingPredictor();
    const heard: number[] = [];
    const inBatches = Object.assign(predict, { takesBatches: true });
    const scores = await infer(volume, inBatches, { ...UNWATCHED, onWindow: (done) => heard.push(done) });
    expect(scores).toEqual(alone);
    expect(patches[0].dims).toEqual([Math.min(batchSize, 12), 2, 4, 4, 4]);
    expect(patches).toHaveLength(Math.ceil(12 / batchSize));
    expect(heard).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  });

  it('is cancelled between batches', async () => {
    const stop = new AbortController();
    const { predict, patches } = countingPredictor();
    const running = slidingWindowInferer({ roi: [1, 1, 1], overlap: 0, batchSize: 4 })(
      noise([12, 1, 1]),
      Object.assign(predict, { takesBatches: true }),
      { signal: stop.signal, onWindow: (done) => void (done === 5 && stop.abort()) },
    );
    await expect(running).rejects.toThrow(Cancelled);
    expect(patches).toHaveLength(2);
  });

  it('refuses scores of fewer windows than it gave', async () => {
    const { predict } = countingPredictor(({ dims: [, ...window], data }) =>
      makeTensor([1, ...window], data.slice(0, 8)),
    );
    const infer = slidingWindowInferer({ roi: [2, 2, 2], overlap: 0, batchSize: 2 });
    const running = infer(noise([4, 2, 2]), Object.assign(predict, { takesBatches: true }), UNWATCHED);
    await expect(running).rejects.toThrow('turned a window of 2 x 1 x 2 x 2 x 2 into 1 x 1 x 2 x 2 x 2');
  });

  it('says how much memory the scores want when there is not so much', async () => {
    const dims = [1, 1e9, 2, 2, 2];
    const predict = async (): Promise<Tensor> => ({ dtype: 'float32', dims, data: new Float32Array(0) });
    const running = slidingWindowInferer({ roi: [2, 2, 2] })(noise([2, 2, 2]), predict, UNWATCHED);
    await expect(running).rejects.toThrow(
      'The scores of 1000000000 classes on 8 voxels need 59.6 GiB of memory, and ',
    );
  });

  it('refuses a window that no memory holds', async () => {
    const running = slidingWindowInferer({ roi: [1e5, 1e5, 1e5] })(
      noise([2, 2, 2]),
      countingPredictor().predict,
      UNWATCHED,
    );
    await expect(running).rejects.toThrow(
      new NetworkFailed(
        'A window of 100000 x 100000 x 100000 voxels is above the limit of 1073741824: make the window smaller.',
      ),
    );
  });

  it('refuses a volume without voxels', async () => {
    const empty = makeVolume<'float32'>({
      voxels: new Float32Array(0),
      size: [0, 4, 4],
      affine: IDENTITY_AFFINE,
    });
    const running = slidingWindowInferer({ roi: [2, 2, 2] })(empty, countingPredictor().predict, UNWATCHED);
    await expect(running).rejects.toThrow(new UnfitImage('The image has no voxels.'));
  });
});
