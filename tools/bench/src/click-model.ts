import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onnxGraph } from '@aiaa/inference/testing';
import { drawUnet } from './unet.js';

/** DeepGrow on volumes or on slices, each as large as the networks that are in use. */
export const CLICK_MODELS = {
  'deepgrow-3d': { size: [128, 128, 128] },
  'deepgrow-2d': { size: [256, 256] },
} as const;

export type ClickModel = keyof typeof CLICK_MODELS;

/** The dims of what its network takes: the image, and a channel for each list of clicks. */
export const clickDims = (name: ClickModel): number[] => [1, 3, ...CLICK_MODELS[name].size];

/** Names that the config has for Triton, which its network has too. */
export const CLICK_INPUT = 'INPUT__0';
const OUTPUT = 'OUTPUT__0';

/** Writes the model package into a workspace: a config of Clara Train 4, and a network of 1.2 M weights in space. */
export async function writeClickModel(workspace: string, name: ClickModel): Promise<string> {
  const folder = join(workspace, 'models', name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config_aiaa.json'), await configOf(name));
  await writeFile(join(folder, 'model.onnx'), clickNetwork(name));
  return folder;
}

/** What the decoder is tested with; the crop becomes a cube, as large as the network of the trials was. */
async function configOf(name: ClickModel): Promise<string> {
  const fixtures = new URL('../../../libs/models/src/fixtures/', import.meta.url);
  const config = await readFile(new URL(`${name}-v4.json`, fixtures), 'utf8');
  return config.replaceAll('128, 192, 192', '128, 128, 128');
}

/** Scores are above 0 where the CT is brighter than 100 HU, more so near foreground clicks, and the UNet adds little. */
function clickNetwork(name: ClickModel): Uint8Array {
  const [, channels, ...size] = clickDims(name);
  const axes = name === 'deepgrow-2d' ? 2 : 3;
  const one = size.map(() => 1);
  const graph = onnxGraph(name);
  const image = graph.input(CLICK_INPUT, [1, channels, ...size]);
  const brightness = graph.node('Conv', [
    image,
    graph.constant([1, channels, ...one], [20, 4, -4]),
    graph.constant([1], [5.6]),
  ]);
  const unet = drawUnet(graph, image, { axes, from: channels, widths: [8, 16, 32, 64, 128] });
  const little = graph.node('Mul', [unet, graph.constant([1], [0.1])]);
  graph.output(OUTPUT, graph.node('Add', [brightness, little]), [1, 1, ...size]);
  return graph.encode();
}
