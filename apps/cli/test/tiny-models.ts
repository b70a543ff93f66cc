import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { convNetwork, onnxGraph, thresholdNetwork, type OnnxDims } from '@aiaa/inference/testing';

type Step = readonly [name: string, args?: Readonly<Record<string, unknown>>];

interface TinyModel {
  readonly type: string;
  readonly labels?: readonly string[];
  readonly pre?: readonly Step[];
  readonly post?: readonly Step[];
  readonly inference?: Readonly<Record<string, unknown>>;
  /** A pipeline has none. */
  readonly network?: Uint8Array;
}

const SLICES: OnnxDims = ['H', 'W'];
const VOLUMES: OnnxDims = ['X', 'Y', 'Z'];

/** Where the bells around the foreground clicks are higher than half of their top, and those of the background are not near. */
const aroundClicks = (axes: OnnxDims): Uint8Array => {
  const graph = onnxGraph('clicks');
  const seen = graph.input('image', [1, 3, ...axes]);
  const channel = (at: number) =>
    graph.node('Gather', [seen, graph.constant([1], [at], 'int64')], { axis: { i: 1 } });
  const clicked = graph.node('Sub', [channel(1), channel(2)]);
  graph.output('logits', graph.node('Sub', [clicked, graph.constant([1], [0.5])]), [1, 1, ...axes]);
  return graph.encode();
};

/** The last channel of two: the bells around extreme points, from -1 to 1. */
const aroundPoints = (): Uint8Array => {
  const graph = onnxGraph('points');
  const seen = graph.input('image', [1, 2, ...VOLUMES]);
  const points = graph.node('Gather', [seen, graph.constant([1], [1], 'int64')], { axis: { i: 1 } });
  graph.output('logits', points, [1, 1, ...VOLUMES]);
  return graph.encode();
};

/** Background with a head start, spleen and liver, each where it was clicked. */
const aroundLabels = (): Uint8Array => {
  const graph = onnxGraph('labels');
  const seen = graph.input('image', [1, 4, ...VOLUMES]);
  const order = graph.constant([3], [3, 1, 2], 'int64');
  const clicks = graph.node('Gather', [seen, order], { axis: { i: 1 } });
  const start = graph.constant([1, 3, 1, 1, 1], [0.5, 0, 0]);
  graph.output('logits', graph.node('Add', [clicks, start]), [1, 3, ...VOLUMES]);
  return graph.encode();
};

/** The mean of the image in thousands, and what lacks it to 0. */
const meanScores = (): Uint8Array => {
  const graph = onnxGraph('mean');
  const image = graph.input('image', [1, 1, ...VOLUMES]);
  const mean = graph.node('ReduceMean', [image], { axes: { ints: [2, 3, 4] }, keepdims: { i: 0 } });
  graph.output('logits', graph.node('Mul', [mean, graph.constant([1, 2], [-0.001, 0.001])]), [1, 2]);
  return graph.encode();
};

const LOAD: readonly Step[] = [['LoadImaged'], ['AsChannelFirstd']];
const ABOVE_0: Step = ['AsDiscreted', { threshold: 0 }];
const DEEPGROW = { type: 'deepgrow', post: [ABOVE_0, ['RestoreLabeld']] } as const;
const UNION = { name: 'UnionInferencePipeline', args: { models: ['bright', 'brighter'] } };
const REFINED = { name: 'DeepgrowInferencePipeline', args: { models: ['slices', 'volumes'] } };

/** By name, one of each type; none looks at the image where clicks or points are shown to it. */
const MODELS: Readonly<Record<string, TinyModel>> = {
  bright: { type: 'segmentation', labels: ['bright'], network: thresholdNetwork(450), post: [ABOVE_0] },
  brighter: { type: 'others', labels: ['brighter'], network: thresholdNetwork(850), post: [ABOVE_0] },
  union: { type: 'pipeline', labels: ['bright', 'brighter'], inference: { AIAA: UNION } },
  points: {
    type: 'annotation',
    labels: ['organ'],
    network: aroundPoints(),
    pre: [['LoadImaged'], ['AddExtremePointsChanneld', { sigma: 2 }]],
    post: [ABOVE_0, ['Restored']],
    inference: { AIAA: {}, meta_data: { padding: 5, roi: [32, 32, 16] } },
  },
  slices: {
    ...DEEPGROW,
    network: aroundClicks(SLICES),
    pre: [
      ...LOAD,
      ['Spacingd', { pixdim: [1, 1] }],
      ['AddGuidanceFromPointsd', { dimensions: 2 }],
      ['Fetch2DSliced'],
      ['AddChanneld'],
      ['SpatialCropGuidanced', { spatial_size: [24, 20], margin: 4 }],
      ['AddGuidanceSignald'],
    ],
  },
  volumes: {
    ...DEEPGROW,
    network: aroundClicks(VOLUMES),
    pre: [
      ...LOAD,
      ['AddGuidanceFromPointsd', { dimensions: 3 }],
      ['AddChanneld'],
      ['SpatialCropGuidanced', { spatial_size: [9, 30, 26], margin: 2 }],
      ['AddGuidanceSignald'],
    ],
  },
  refined: { type: 'pipeline', inference: { AIAA: REFINED } },
  organs: {
    type: 'deepgrow',
    labels: ['spleen', 'liver'],
    network: aroundLabels(),
    pre: [
      ['LoadImaged'],
      ['AddGuidanceFromPointsDeepEditd', { label_names: { spleen: 1, liver: 2, background: 0 } }],
      ['AddGuidanceSignalDeepEditd', { number_intensity_ch: 1 }],
    ],
    post: [['AsDiscreted', { argmax: true }]],
  },
  finding: {
    type: 'classification',
    labels: ['dark', 'bright \u001b[31m'],
    network: meanScores(),
    post: [['Activationsd', { sigmoid: true }]],
  },
  slow: {
    type: 'segmentation',
    network: convNetwork({ classes: 1 }),
    post: [ABOVE_0],
    inference: { AIAA: { args: { scanning_window: true, roi: [8, 8, 8], overlap: 0.9 } } },
  },
};

/** Writes them into a workspace. */
export async function writeTinyModels(workspace: string): Promise<void> {
  for (const [name, { network, pre = [], post = [], inference = { AIAA: {} }, ...rest }] of Object.entries(
    MODELS,
  )) {
    const folder = join(workspace, 'models', name);
    await mkdir(folder, { recursive: true });
    const config = { ...rest, pre_transforms: pre.map(stepOf), inference, post_transforms: post.map(stepOf) };
    await writeFile(join(folder, 'config_aiaa.json'), JSON.stringify(config));
    if (network !== undefined) await writeFile(join(folder, 'model.onnx'), network);
  }
}

const stepOf = ([name, args = {}]: Step): object => ({ name, args });
