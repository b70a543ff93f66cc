import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, linearIndex, makeVolume, type Size, type Volume } from '@aiaa/volume';
import { AXIS_ORDERS, type AxisOrder } from '../axis-order.js';
import { classify } from '../classify.js';
import { simpleInferer } from '../inferers/simple-inferer.js';
import { slidingWindowInferer } from '../inferers/sliding-window-inferer.js';
import { predictorOf } from '../predictor.js';
import { convNetwork } from '../testing/networks.js';
import { onnxGraph, type OnnxDims } from '../testing/onnx-graph.js';
import { seededNumbers } from '../testing/seeded-numbers.js';
import { loadOnnxNetwork } from './onnx.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-onnx-slices-'));
});
afterAll(() => rm(folder, { recursive: true }));

const load = async (bytes: Uint8Array) => {
  const path = join(folder, 'model.onnx');
  await writeFile(path, bytes);
  return loadOnnxNetwork(path, { threads: 1 });
};

const UNWATCHED = { signal: new AbortController().signal, onWindow: () => undefined };

const CHANNELS = 3;

const noise = (size: Size): Volume<'float32'> =>
  makeVolume<'float32'>({
    voxels: new Float32Array(seededNumbers(7, size[0] * size[1] * size[2] * CHANNELS)),
    size,
    channels: CHANNELS,
    affine: IDENTITY_AFFINE,
  });

/** What `convNetwork` of one class and seed 1 gives, by the definition of a convolution in the plane. */
function convolved({ voxels, size }: Volume<'float32'>, order: AxisOrder): number[] {
  const [weights, [bias]] = [seededNumbers(1, CHANNELS * 9), seededNumbers(2, 1)];
  const xFirst = order.indexOf('X') < order.indexOf('Y');
  const count = size[0] * size[1] * size[2];
  return Array.from({ length: count }, (_, at) => {
    const [x, y, z] = [
      at % size[0],
      Math.floor(at / size[0]) % size[1],
      Math.floor(at / (size[0] * size[1])),
    ];
    let sum = bias;
    for (let tap = 0; tap < CHANNELS * 9; tap++) {
      const [i, j] = [(Math.floor(tap / 3) % 3) - 1, (tap % 3) - 1];
      const [px, py] = xFirst ? [x + i, y + j] : [x + j, y + i];
      if (px < 0 || py < 0 || px >= size[0] || py >= size[1]) continue;
      sum += weights[tap] * voxels[Math.floor(tap / 9) * count + linearIndex(size, px, py, z)];
    }
    return sum;
  });
}

const differences = (scores: Float32Array, expected: readonly number[]): number =>
  expected.reduce((most, value, at) => Math.max(most, Math.abs(value - scores[at])), 0);

describe('an ONNX network of slices', () => {
  it.each(AXIS_ORDERS)('convolves each slice of a stack in its own plane, in %s', async (axisOrder) => {
    const network = await load(convNetwork({ classes: 1, dims: [1, CHANNELS, 'A', 'B'] }));
    const volume = noise([7, 5, 4]);
    const [predict, expected] = [predictorOf(network), convolved(volume, axisOrder)];
    const whole = await simpleInferer({ axisOrder })(volume, predict, UNWATCHED);
    const byWindows = await slidingWindowInferer({ roi: [7, 5, 1], axisOrder })(volume, predict, UNWATCHED);
    expect(differences(whole.voxels, expected)).toBeLessThan(1e-5);
    expect(byWindows.voxels).toEqual(whole.voxels);
    await network.release();
  });

  it.each([
    [[1, CHANNELS, 16, 12], 'XYZ'],
    [['batch', CHANNELS, 12, 16], 'YXZ'],
  ] as const)('runs where its dims are fixed: %j in %s', async (dims, axisOrder) => {
    const network = await load(convNetwork({ classes: 1, dims }));
    const volume = noise([16, 12, 1]);
    const scores = await simpleInferer({ axisOrder })(volume, predictorOf(network), UNWATCHED);
    expect(differences(scores.voxels, convolved(volume, axisOrder))).toBeLessThan(1e-5);
    const other = simpleInferer({ axisOrder })(noise([16, 13, 1]), predictorOf(network), UNWATCHED);
    await expect(other).rejects.toThrow(`does not fit it: set the model's window size`);
    await network.release();
  });

  it.each([
    ['a picture, 1 x K', [1, CHANNELS, 'A', 'B'], 1, true],
    ['a picture, 1 x K x 1 x 1', [1, CHANNELS, 'A', 'B'], 1, false],
    ['a volume, 1 x K', [1, CHANNELS, 'A', 'B', 'C'], 4, true],
    ['a volume, 1 x K x 1 x 1 x 1', [1, CHANNELS, 'A', 'B', 'C'], 4, false],
  ] as const)('classifies %s', async (_, dims, slices, flat) => {
    const network = await load(meansOfChannels(dims, flat));
    const volume = noise([6, 5, slices]);
    const scores = await classify(volume, predictorOf(network), { axisOrder: 'XYZ' }, UNWATCHED);
    const count = 30 * slices;
    const means = [0, 1, 2].map(
      (channel) =>
        volume.voxels.subarray(channel * count, (channel + 1) * count).reduce((a, b) => a + b) / count,
    );
    expect(scores).toHaveLength(CHANNELS);
    expect(differences(scores, means)).toBeLessThan(1e-6);
    await network.release();
  });
});

/** One class per channel, its score the channel's mean: the end of every classifier. */
function meansOfChannels(dims: OnnxDims, flat: boolean): Uint8Array {
  const graph = onnxGraph('means');
  const means = graph.node('GlobalAveragePool', [graph.input('image', dims)]);
  const ones = new Array<number>(dims.length - 2).fill(1);
  if (flat) graph.output('scores', graph.node('Flatten', [means]), [1, CHANNELS]);
  else graph.output('scores', means, [1, CHANNELS, ...ones]);
  return graph.encode();
}
