import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chiralVolume } from '@aiaa/volume/testing';
import { AXIS_ORDERS } from '../axis-order.js';
import { simpleInferer } from '../inferers/simple-inferer.js';
import { slidingWindowInferer } from '../inferers/sliding-window-inferer.js';
import { NetworkFailed } from '../network-failed.js';
import { predictorOf } from '../predictor.js';
import { makeTensor, type Tensor } from '../tensor.js';
import { convNetwork, identityNetwork, thresholdNetwork } from '../testing/networks.js';
import { onnxGraph } from '../testing/onnx-graph.js';
import { seededNumbers } from '../testing/seeded-numbers.js';
import { loadOnnxNetwork } from './onnx.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-onnx-'));
});
afterAll(() => rm(folder, { recursive: true }));

const load = async (bytes: Uint8Array, threads = 1) => {
  const path = join(folder, 'model.onnx');
  await writeFile(path, bytes);
  return loadOnnxNetwork(path, { threads });
};

const patchOf = (...dims: number[]): Tensor =>
  makeTensor(
    dims,
    seededNumbers(
      3,
      dims.reduce((product, n) => product * n, 1),
    ),
  );

const UNWATCHED = { signal: new AbortController().signal, onWindow: () => undefined };

describe('loadOnnxNetwork', () => {
  it('reports ports: names, types, fixed and open dims', async () => {
    const network = await load(convNetwork({ classes: 4, dims: [1, 2, 'X', 16, 'Z'] }));
    expect(network.inputs).toEqual([{ name: 'image', dtype: 'float32', dims: [1, 2, 'X', 16, 'Z'] }]);
    expect(network.outputs).toEqual([{ name: 'logits', dtype: 'float32', dims: [1, 4, 'X', 16, 'Z'] }]);
    await network.release();
  });

  it('marks a dimension without a name as open', async () => {
    const network = await load(identityNetwork({ dims: [1, 1, '', '', ''] }));
    expect(network.inputs[0].dims).toEqual([1, 1, '?', '?', '?']);
    await network.release();
  });

  it('runs: the identity gives its input back, in memory of its own', async () => {
    const network = await load(identityNetwork());
    const patch = patchOf(1, 1, 2, 3, 4);
    const { logits } = await network.forward({ image: patch });
    expect(logits).toEqual(patch);
    expect(logits.data.buffer).not.toBe(patch.data.buffer);
    await network.release();
  });

  it('runs on any size that open dims allow, one voxel included', async () => {
    const network = await load(thresholdNetwork(0.25));
    for (const dims of [
      [1, 1, 1, 1, 1],
      [1, 1, 5, 1, 2],
    ]) {
      const patch = patchOf(...dims);
      const { logits } = await network.forward({ image: patch });
      expect(logits).toEqual(
        makeTensor(
          dims,
          patch.data.map((value) => value - 0.25),
        ),
      );
    }
    await network.release();
  });

  it('gives the same numbers with one thread and with two', async () => {
    const [one, two] = [
      await load(convNetwork({ classes: 2 }), 1),
      await load(convNetwork({ classes: 2 }), 2),
    ];
    const patch = patchOf(1, 1, 12, 9, 10);
    expect(await one.forward({ image: patch })).toEqual(await two.forward({ image: patch }));
    await Promise.all([one.release(), two.release()]);
  });

  it('runs a network of half precision, in and out', async () => {
    const graph = onnxGraph('half');
    const image = graph.input('image', [1, 1, 'X', 'Y', 'Z'], 'float16');
    graph.output('logits', graph.node('Add', [image, image]), [1, 1, 'X', 'Y', 'Z'], 'float16');
    const network = await load(graph.encode());
    expect(network.inputs[0].dtype).toBe('float16');
    const image32 = makeTensor([1, 1, 1, 2, 3], Float32Array.of(0, 0.1, -1, 1 / 3, 2000.4, 40_000));
    const { logits } = await network.forward({ image: image32 });
    expect(logits.dims).toEqual([1, 1, 1, 2, 3]);
    const half = [0, 0.0999755859375, -1, 0.333251953125, 2000, 40_000]; // the nearest of half precision
    expect([...logits.data]).toEqual(half.map((value) => (value === 40_000 ? Infinity : 2 * value)));
    await network.release();
  });

  it('returns only float32 outputs', async () => {
    const graph = onnxGraph('scores and labels');
    const image = graph.input('image', [1, 2, 'X', 'Y', 'Z']);
    graph.output('labels', graph.node('ArgMax', [image], { axis: { i: 1 } }), [1, 1, 'X', 'Y', 'Z'], 'int64');
    graph.output('logits', image, [1, 2, 'X', 'Y', 'Z']);
    const network = await load(graph.encode());
    expect(network.outputs.map(({ name }) => name)).toEqual(['logits']);
    expect(Object.keys(await network.forward({ image: patchOf(1, 2, 1, 1, 1) }))).toEqual(['logits']);
    await network.release();
  });
});

describe('a network that cannot be loaded', () => {
  const integers = () => {
    const graph = onnxGraph('integers');
    graph.output('out', graph.input('image', [1, 1, 'X', 'Y', 'Z'], 'int64'), [1, 1, 'X', 'Y', 'Z'], 'int64');
    return graph.encode();
  };
  const onlyLabels = () => {
    const graph = onnxGraph('labels');
    const labels = graph.node('ArgMax', [graph.input('image', [1, 2, 'X', 'Y', 'Z'])], { axis: { i: 1 } });
    graph.output('labels', labels, [1, 1, 'X', 'Y', 'Z'], 'int64');
    return graph.encode();
  };
  const unknownOperator = () => {
    const graph = onnxGraph('unknown');
    graph.output('out', graph.node('NoSuchOperator', [graph.input('image', [1])]), [1]);
    return graph.encode();
  };

  it.each([
    [
      'garbage',
      new TextEncoder().encode('no network at all'),
      /^The network model\.onnx cannot be loaded: .*Protobuf/,
    ],
    ['an empty file', new Uint8Array(), /^The network model\.onnx cannot be loaded: (?!.*onnxruntime_src)/],
    [
      'a truncated file',
      convNetwork({ classes: 3 }).subarray(0, 200),
      /^The network model\.onnx cannot be loaded: /,
    ],
    ['an unknown operator', unknownOperator(), /^The network model\.onnx cannot be loaded: .*NoSuchOperator/],
    [
      'integer input',
      integers(),
      /^The network's input "image" takes int64; only float32 and float16 can be fed\.$/,
    ],
    [
      'no scores',
      onlyLabels(),
      /^The network gives no float32 or float16 scores, only "labels" \(int64\)\.$/,
    ],
  ])('%s', async (_, bytes, sentence) => {
    const loading = load(bytes);
    await expect(loading).rejects.toThrow(NetworkFailed);
    await expect(loading).rejects.toThrow(sentence);
  });

  it('a missing file: named without its folder, in one line', async () => {
    const failure = await loadOnnxNetwork(join(folder, 'none.onnx')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NetworkFailed);
    expect(String(failure)).toMatch(/^NetworkFailed: The network none\.onnx cannot be loaded: .+/);
    expect(String(failure)).not.toContain(folder);
    expect(String(failure)).not.toContain('\n');
  });

  it('a number of threads that cannot be', async () => {
    await expect(load(identityNetwork(), -1)).rejects.toThrow(NetworkFailed);
  });
});

describe('a run that fails', () => {
  it.each([
    [{}, `The network's input "image" was not fed.`],
    [
      { image: patchOf(1, 1, 2, 2, 2), more: patchOf(1) },
      'The network has no input "more"; it has "image" (float32).',
    ],
    [
      { image: patchOf(1, 1, 2, 2) },
      'The network failed to run: Invalid rank for input: image Got: 4 Expected: 5',
    ],
    [{ image: patchOf(1, 2, 2, 2, 2) }, 'The network failed to run: Got invalid dimensions for input: image'],
  ])('case %#: %s', async (feeds: Readonly<Record<string, Tensor>>, sentence) => {
    const network = await load(identityNetwork());
    const running = network.forward(feeds);
    await expect(running).rejects.toThrow(NetworkFailed);
    await expect(running).rejects.toThrow(sentence);
    await network.release();
  });

  it('for want of memory: the process lives, and the network runs again', async () => {
    const graph = onnxGraph('enormous');
    const image = graph.input('image', [1, 1, 'X', 'Y', 'Z']);
    const shape = graph.constant([5], [2 ** 10, 2 ** 10, 2 ** 10, 2 ** 10, 2 ** 10], 'int64');
    graph.output('logits', graph.node('Expand', [image, shape]), ['A', 'B', 'X', 'Y', 'Z']);
    const network = await load(graph.encode());
    await expect(network.forward({ image: patchOf(1, 1, 1, 1, 1) })).rejects.toThrow(NetworkFailed);
    await network.release();
  });

  it('after release; releasing twice is allowed', async () => {
    const network = await load(identityNetwork());
    await network.release();
    await network.release();
    await expect(network.forward({ image: patchOf(1, 1, 1, 1, 1) })).rejects.toThrow(NetworkFailed);
  });
});

describe('axis orders, with a real convolution that has no symmetry', () => {
  const volume = chiralVolume('float32');

  it('gives the answer of the definition in every order', async () => {
    for (const axisOrder of AXIS_ORDERS) {
      const network = await load(convNetwork({ classes: 1, seed: 5 }));
      const scores = await simpleInferer({ axisOrder })(volume, predictorOf(network), UNWATCHED);
      await network.release();
      const expected = convolveByDefinition(volume.voxels, volume.size, axisOrder);
      scores.voxels.forEach((score, at) => expect(Math.abs(score - expected[at])).toBeLessThan(0.01));
    }
  });

  it('differs between XYZ and ZYX: the order matters', () => {
    const [a, b] = [
      convolveByDefinition(volume.voxels, volume.size, 'XYZ'),
      convolveByDefinition(volume.voxels, volume.size, 'ZYX'),
    ];
    expect(a.filter((score, at) => Math.abs(score - b[at]) > 1).length).toBeGreaterThan(100);
  });

  it('runs by windows as at once when the network looks at one voxel', async () => {
    const network = await load(convNetwork({ classes: 3, kernel: 1 }));
    const whole = await simpleInferer({ axisOrder: 'XYZ' })(volume, predictorOf(network), UNWATCHED);
    const infer = slidingWindowInferer({ roi: [4, 5, 3], overlap: 0.4, mode: 'gaussian' });
    const windows = await infer(volume, predictorOf(network), UNWATCHED);
    windows.voxels.forEach((score, at) => expect(Math.abs(score - whole.voxels[at])).toBeLessThan(1e-3));
    await network.release();
  });

  it.each([1, 2, 3, 4])('gives by batches of %i windows what it gives one by one', async (batchSize) => {
    const network = await load(convNetwork({ classes: 3, dims: ['N', 1, 'X', 'Y', 'Z'] }));
    const infer = slidingWindowInferer({ roi: [4, 5, 3], overlap: 0.4, mode: 'gaussian', batchSize });
    const alone = await infer(volume, predictorOf(network), UNWATCHED);
    const batched = await infer(volume, predictorOf({ ...network, takesBatches: true }), UNWATCHED);
    batched.voxels.forEach((score, at) => expect(Math.abs(score - alone.voxels[at])).toBeLessThan(1e-3));
    await network.release();
  });

  it('says so when the window is not the size that the network is made for', async () => {
    const network = await load(identityNetwork({ dims: [1, 1, 8, 8, 8] }));
    const running = slidingWindowInferer({ roi: [4, 4, 4] })(volume, predictorOf(network), UNWATCHED);
    await expect(running).rejects.toThrow(
      `The network's input "image" takes 1 x 1 x 8 x 8 x 8, and a window of 1 x 1 x 4 x 4 x 4 does not fit it`,
    );
    await network.release();
  });
});

/** Cross-correlation with the weights of convNetwork({ seed: 5 }), kernel axes laid as `order` says. */
function convolveByDefinition(voxels: Float32Array, size: readonly number[], order: string): number[] {
  const weights = seededNumbers(5, 27);
  const [bias] = seededNumbers(6, 1);
  const place = { X: order.indexOf('X'), Y: order.indexOf('Y'), Z: order.indexOf('Z') };
  const [sx, sy, sz] = size;
  return Array.from(voxels, (_, at) => {
    const centre = [at % sx, Math.floor(at / sx) % sy, Math.floor(at / (sx * sy))];
    let sum = bias;
    for (let n = 0; n < 27; n++) {
      const step = [Math.floor(n / 9) - 1, (Math.floor(n / 3) % 3) - 1, (n % 3) - 1];
      const [x, y, z] = [centre[0] + step[place.X], centre[1] + step[place.Y], centre[2] + step[place.Z]];
      if (x < 0 || y < 0 || z < 0 || x >= sx || y >= sy || z >= sz) continue;
      sum += weights[n] * voxels[x + sx * (y + sy * z)];
    }
    return sum;
  });
}
