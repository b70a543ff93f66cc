import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlendMode } from '@aiaa/inference';
import { onnxGraph } from '@aiaa/inference/testing';

const CLASSES = 5;

const configOf = (mode: BlendMode): object => ({
  version: 1,
  type: 'segmentation',
  labels: ['dim', 'half', 'bright', 'brightest'],
  description: 'Five levels of brightness: scores that fill memory, by a network that needs next to none.',
  pre_transforms: [
    { name: 'LoadImaged' },
    { name: 'EnsureChannelFirstd' },
    { name: 'Orientationd', args: { axcodes: 'RAS' } },
    { name: 'Spacingd', args: { pixdim: [1.5, 1.5, 1.5], mode: 'bilinear' } },
    { name: 'ScaleIntensityRanged', args: { a_min: -57, a_max: 164, b_min: 0, b_max: 1, clip: true } },
  ],
  inference: { AIAA: { args: { scanning_window: true, roi: [96, 96, 96], overlap: 0.25, mode } } },
  post_transforms: [
    { name: 'Activationsd', args: { softmax: true } },
    { name: 'Invertd', args: { transform: 'pre', orig_keys: 'image', nearest_interp: false } },
    { name: 'AsDiscreted', args: { argmax: true } },
  ],
});

/** Writes a model package with windows that are blended so, and gives its folder. */
export async function writeFiveClassModel(workspace: string, mode: BlendMode): Promise<string> {
  const folder = join(workspace, mode);
  await mkdir(folder);
  await writeFile(join(folder, 'config_aiaa.json'), JSON.stringify(configOf(mode)));
  await writeFile(join(folder, 'model.onnx'), fiveClassNetwork());
  return folder;
}

/** How much the logits of two levels differ: enough for softmax to decide, too little for it to saturate. */
const CONTRAST = 20;

/** Of the levels 0, 1/4 .. 1, the one nearest to the mean m of 3 x 3 x 3 voxels has the highest 2 m level - level^2. */
function fiveClassNetwork(): Uint8Array {
  const levels = Array.from({ length: CLASSES }, (_, at) => at / (CLASSES - 1));
  const kernels = levels.flatMap((level) => new Array<number>(27).fill((CONTRAST * 2 * level) / 27));
  const offsets = levels.map((level) => -CONTRAST * level ** 2);
  const graph = onnxGraph('five');
  const image = graph.input('image', [1, 1, 'X', 'Y', 'Z']);
  const weights = graph.constant([CLASSES, 1, 3, 3, 3], kernels);
  const bias = graph.constant([CLASSES], offsets);
  const logits = graph.node('Conv', [image, weights, bias], { pads: { ints: [1, 1, 1, 1, 1, 1] } });
  graph.output('logits', logits, [1, CLASSES, 'X', 'Y', 'Z']);
  return graph.encode();
}
