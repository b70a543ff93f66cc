import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onnxGraph } from '@aiaa/inference/testing';

/** A usual segmentation chain of MONAI, so that what is not the network weighs as it does in practice. */
export const CHAIN = {
  pixdim: [1.5, 1.5, 2],
  intensity: { a_min: -57, a_max: 164, b_min: 0, b_max: 1, clip: true },
  roi: [96, 96, 96],
  overlap: 0.25,
} as const;

const CONFIG = {
  version: 1,
  type: 'segmentation',
  labels: ['bright'],
  description: 'Bright regions: a network that costs next to nothing, to measure everything else.',
  pre_transforms: [
    { name: 'LoadImaged' },
    { name: 'EnsureChannelFirstd' },
    { name: 'Orientationd', args: { axcodes: 'RAS' } },
    { name: 'Spacingd', args: { pixdim: CHAIN.pixdim, mode: 'bilinear' } },
    { name: 'ScaleIntensityRanged', args: CHAIN.intensity },
    { name: 'CropForegroundd', args: { source_key: 'image' } },
  ],
  inference: { AIAA: { args: { scanning_window: true, roi: CHAIN.roi, overlap: CHAIN.overlap } } },
  post_transforms: [
    { name: 'Activationsd', args: { softmax: true } },
    { name: 'Invertd', args: { transform: 'pre', orig_keys: 'image', nearest_interp: false } },
    { name: 'AsDiscreted', args: { argmax: true } },
  ],
};

/** Writes the model package `light` into a workspace. */
export async function writeLightModel(workspace: string): Promise<string> {
  const folder = join(workspace, 'models', 'light');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config_aiaa.json'), JSON.stringify(CONFIG));
  await writeFile(join(folder, 'model.onnx'), lightNetwork());
  return folder;
}

/** Two classes from the mean of 3 x 3 x 3 voxels: background below 0.75, bright above. */
function lightNetwork(): Uint8Array {
  const dims = [1, 1, 'X', 'Y', 'Z'];
  const graph = onnxGraph('light');
  const image = graph.input('image', dims);
  const mean = new Float32Array(27).fill(8 / 27);
  const weights = graph.constant([2, 1, 3, 3, 3], Float32Array.of(...mean.map((w) => -w), ...mean));
  const bias = graph.constant([2], Float32Array.of(6, -6));
  const logits = graph.node('Conv', [image, weights, bias], { pads: { ints: [1, 1, 1, 1, 1, 1] } });
  graph.output('logits', logits, [1, 2, 'X', 'Y', 'Z']);
  return graph.encode();
}
