import { describe, expect, it } from '@jest/globals';
import { UnfitImage } from '@aiaa/volume/errors';
import type { Network, TensorPort } from './network.js';
import { NetworkFailed } from './network-failed.js';
import { predictorOf } from './predictor.js';
import { makeTensor, type Tensor } from './tensor.js';

const port = (name: string, dims: TensorPort['dims'] = [1, 1, 'X', 'Y', 'Z']): TensorPort => ({
  name,
  dtype: 'float32',
  dims,
});

const networkWith = (inputs: TensorPort[], outputs: TensorPort[]): Network => ({
  inputs,
  outputs,
  forward: async (feeds) => {
    const [patch] = Object.values(feeds);
    return Object.fromEntries(
      outputs.map(({ name }, at) => [
        name,
        makeTensor(
          patch.dims,
          patch.data.map((v) => v + at),
        ),
      ]),
    );
  },
  release: async () => undefined,
});

const patchOf = (...dims: number[]): Tensor =>
  makeTensor(dims, new Float32Array(dims.reduce((product, n) => product * n, 1)));

describe('predictorOf', () => {
  it('takes the only input and the first output unless told otherwise', async () => {
    const network = networkWith([port('image')], [port('final'), port('deep')]);
    expect((await predictorOf(network)(patchOf(1, 1, 1, 1, 1))).data[0]).toBe(0);
    expect((await predictorOf(network, { output: 'deep' })(patchOf(1, 1, 1, 1, 1))).data[0]).toBe(1);
  });

  it.each([
    [networkWith([port('a')], [port('b')]), { input: 'x' }, 'The network has no input "x"; it has "a".'],
    [
      networkWith([port('a')], [port('b'), port('c')]),
      { output: 'x' },
      'The network has no output "x"; it has "b", "c".',
    ],
    [networkWith([], [port('b')]), {}, 'The network has no input ""; it has no inputs.'],
    [
      networkWith([port('image'), port('guidance')], [port('b')]),
      {},
      'The network takes 2 inputs ("image", "guidance"), and an image fills only one.',
    ],
  ])('refuses ports that are not there, case %#', (network, ports, sentence) => {
    expect(() => predictorOf(network, ports)).toThrow(new NetworkFailed(sentence));
  });

  it('tells an image with too many channels apart from a window of the wrong size', async () => {
    const predict = predictorOf(networkWith([port('image', ['N', 1, 96, 96, 'Z'])], [port('b')]));
    await expect(predict(patchOf(1, 3, 96, 96, 2))).rejects.toThrow(
      new UnfitImage('The network takes 1 image channels, and this image has 3.'),
    );
    await expect(predict(patchOf(1, 1, 96, 64, 2))).rejects.toThrow(
      `The network's input "image" takes N x 1 x 96 x 96 x Z, and a window of 1 x 1 x 96 x 64 x 2 does not fit it`,
    );
    expect((await predict(patchOf(1, 1, 96, 96, 2))).dims).toEqual([1, 1, 96, 96, 2]);
  });

  it.each([
    [['N', 3, 28, 28], true],
    [[1, 1, 'X', 'Y'], true],
    [[1, 1, 'X', 'Y', 'Z'], false],
    [[1, 'X', 'Y'], false],
    [[], false],
  ])('says of an input of %j that it takes slices: %j', (dims, takesSlices) => {
    expect(predictorOf(networkWith([port('image', dims)], [port('b')])).takesSlices).toBe(takesSlices);
  });

  it.each([
    [['N', 3, 28, 28], [1, 3, 28, 28, 1], 'takes N x 3 x 28 x 28, and a window of 1 x 3 x 28 x 28 x 1'],
    [['N', 3, 28, 28], [1, 3, 28, 14], 'takes N x 3 x 28 x 28, and a window of 1 x 3 x 28 x 14'],
    [[1, 'X', 'Y'], [1, 1, 28, 28, 1], 'takes 1 x X x Y, and a window of 1 x 1 x 28 x 28 x 1'],
    [[], [1, 1, 28, 28, 1], 'and a window of 1 x 1 x 28 x 28 x 1'],
  ])('refuses, for an input of %j, a patch of %j', async (dims, patch, sentence) => {
    const predict = predictorOf(networkWith([port('image', dims)], [port('b')]));
    await expect(predict(patchOf(...patch))).rejects.toThrow(NetworkFailed);
    await expect(predict(patchOf(...patch))).rejects.toThrow(sentence);
  });

  it('counts the channels of slices too', async () => {
    const predict = predictorOf(networkWith([port('image', [1, 3, 28, 28])], [port('b')]));
    await expect(predict(patchOf(1, 1, 28, 28))).rejects.toThrow(
      new UnfitImage('The network takes 3 image channels, and this image has 1.'),
    );
  });
});
