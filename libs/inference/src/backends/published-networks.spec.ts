import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeVolume } from '@aiaa/volume';
import { slidingWindowInferer } from '../inferers/sliding-window-inferer.js';
import { predictorOf } from '../predictor.js';
import { seededNumbers } from '../testing/seeded-numbers.js';
import { loadOnnxNetwork } from './onnx.js';

const data = process.env['AIAA_TEST_DATA'];
const suite = data === undefined ? describe.skip : describe;

suite('published networks (AIAA_TEST_DATA says where they lie)', () => {
  const models = join(data ?? '', 'models');

  it.each([
    {
      file: 'meshnet/model5_gw_ae.onnx',
      input: { name: 'image', dims: [1, 1, 'X', 'Y', 'Z'] },
      output: { name: 'logits', dims: [1, 3, 'X', 'Y', 'Z'] },
    },
    {
      file: 'meshnet/model11_gw_ae.onnx',
      input: { name: 'image', dims: [1, 1, 'X', 'Y', 'Z'] },
      output: { name: 'logits', dims: [1, 3, 'X', 'Y', 'Z'] },
    },
    {
      file: 'niivue+niivue-onnx/public/model.onnx',
      input: { name: 'input', dims: ['batch_size', 1, 256, 256, 256] },
      output: { name: 'output', dims: ['batch_size', 3, 256, 256, 256] },
    },
  ])('$file loads and names its ports', async ({ file, input, output }) => {
    const network = await loadOnnxNetwork(join(models, file), { threads: 1 });
    expect(network.inputs).toEqual([{ ...input, dtype: 'float32' }]);
    expect(network.outputs).toEqual([{ ...output, dtype: 'float32' }]);
    await network.release();
  });

  it('MeshNet gives three classes at the size of its patch', async () => {
    const network = await loadOnnxNetwork(join(models, 'meshnet/model5_gw_ae.onnx'), { threads: 1 });
    const voxels = new Float32Array(seededNumbers(1, 32 ** 3));
    const volume = makeVolume<'float32'>({ voxels, size: [32, 32, 32], affine: IDENTITY_AFFINE });
    const scores = await slidingWindowInferer({ roi: [0, 0, 0] })(volume, predictorOf(network), {
      signal: new AbortController().signal,
      onWindow: () => undefined,
    });
    expect([scores.channels, scores.size]).toEqual([3, [32, 32, 32]]);
    expect(scores.voxels.every(Number.isFinite)).toBe(true);
    await network.release();
  });
});
