import { describe, expect, it, jest } from '@jest/globals';
import { IDENTITY_AFFINE, makeVolume, type Size, type Volume } from '@aiaa/volume';
import { Cancelled, UnfitImage } from '@aiaa/volume/errors';
import { AXIS_ORDERS, toTensorOrder } from './axis-order.js';
import { classify } from './classify.js';
import type { RunWatch } from './inferers/inferer.js';
import { NetworkFailed } from './network-failed.js';
import { makeTensor } from './tensor.js';
import { countingPredictor } from './testing/counting-predictor.js';
import { seededNumbers } from './testing/seeded-numbers.js';

const noise = (size: Size, channels = 1): Volume<'float32'> =>
  makeVolume<'float32'>({
    voxels: new Float32Array(seededNumbers(7, size[0] * size[1] * size[2] * channels)),
    size,
    channels,
    affine: IDENTITY_AFFINE,
  });

const UNWATCHED: RunWatch = { signal: new AbortController().signal, onWindow: () => undefined };

const XYZ = { axisOrder: 'XYZ' } as const;

/** A network that always gives 1, 2, 3 .. in these dims. */
const answering = (...dims: number[]) =>
  countingPredictor(() => {
    const count = dims.reduce((product, n) => product * n, 1);
    return makeTensor(
      dims,
      Float32Array.from({ length: count }, (_, at) => at + 1),
    );
  });

describe('classify', () => {
  it.each([[[1, 3]], [[1, 3, 1]], [[1, 3, 1, 1]], [[1, 3, 1, 1, 1]]])(
    'reads three classes from scores of dims %j',
    async (dims) => {
      const { predict, patches } = answering(...dims);
      expect([...(await classify(noise([4, 3, 2]), predict, XYZ, UNWATCHED))]).toEqual([1, 2, 3]);
      expect(patches).toHaveLength(1);
    },
  );

  it('reads one class', async () => {
    expect([...(await classify(noise([4, 3, 2]), answering(1, 1).predict, XYZ, UNWATCHED))]).toEqual([1]);
  });

  it.each([
    [[1, 2, 4, 3, 2], '1 x 2 x 4 x 3 x 2', 'a segmentation'],
    [[1, 2, 4, 3], '1 x 2 x 4 x 3', 'a segmentation of a slice'],
    [[1, 2, 1, 3], '1 x 2 x 1 x 3', 'one long axis'],
    [[2, 3], '2 x 3', 'a batch'],
    [[1, 0], '1 x 0', 'no class'],
    [[3], '3', 'no batch axis'],
    [[1], '1', 'no class axis'],
    [[], '', 'a bare number'],
  ])('refuses scores of dims %j (%s: %s)', async (dims, written) => {
    const running = classify(noise([4, 3, 2]), answering(...dims).predict, XYZ, UNWATCHED);
    await expect(running).rejects.toThrow(
      new NetworkFailed(
        `The network gave scores of ${written}; to classify, it must give 1 x K: one score per class for the whole image.`,
      ),
    );
  });

  it.each(AXIS_ORDERS)('shows a network the whole volume, or the picture, in %s', async (axisOrder) => {
    const [ofVolumes, ofSlices] = [answering(1, 2), answering(1, 2)];
    const [volume, picture] = [noise([4, 3, 2], 2), noise([4, 3, 1], 2)];
    await classify(volume, ofVolumes.predict, { axisOrder }, UNWATCHED);
    await classify(picture, Object.assign(ofSlices.predict, { takesSlices: true }), { axisOrder }, UNWATCHED);
    expect(ofVolumes.patches).toEqual([toTensorOrder(volume, axisOrder)]);
    const { dims, data } = toTensorOrder(picture, axisOrder);
    const plane = dims.toSpliced(2 + axisOrder.indexOf('Z'), 1);
    expect(ofSlices.patches).toEqual([makeTensor(plane, data)]);
  });

  it('refuses a volume of several slices where the network takes one', async () => {
    const { predict, patches } = answering(1, 2);
    const running = classify(
      noise([4, 3, 40]),
      Object.assign(predict, { takesSlices: true }),
      XYZ,
      UNWATCHED,
    );
    await expect(running).rejects.toThrow(
      new UnfitImage('The network takes single slices, and this image has 40: send one slice of it.'),
    );
    expect(patches).toHaveLength(0);
  });

  it('counts as one window', async () => {
    const onWindow = jest.fn<RunWatch['onWindow']>();
    await classify(noise([4, 3, 2]), answering(1, 2).predict, XYZ, { ...UNWATCHED, onWindow });
    expect(onWindow.mock.calls).toEqual([[1, 1]]);
  });

  it('never runs for a request that nobody waits for, nor without voxels', async () => {
    const { predict, patches } = answering(1, 2);
    const gone = { ...UNWATCHED, signal: AbortSignal.abort() };
    await expect(classify(noise([4, 3, 2]), predict, XYZ, gone)).rejects.toThrow(Cancelled);
    await expect(classify(noise([4, 0, 2]), predict, XYZ, UNWATCHED)).rejects.toThrow(UnfitImage);
    expect(patches).toHaveLength(0);
  });
});
