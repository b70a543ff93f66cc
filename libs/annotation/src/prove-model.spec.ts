import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ModelReference } from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { onnxGraph } from '@aiaa/inference/testing';
import { makeAnnotator } from './annotator-in-process.js';
import { annotationFolder, type AnnotationFolder } from './fixtures/annotation-folder.js';
import { deepgrowConfig, dextr3dConfig } from './fixtures/click-configs.js';
import { rulerNetwork } from './fixtures/ruler-network.js';

let folder: AnnotationFolder;
const annotator = makeAnnotator({ threads: 1 });
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(async () => {
  await annotator.close();
  await folder.remove();
});

const prove = (model: ModelReference) =>
  askAnnotator(annotator, { kind: 'proof', model, resultFolder: folder.path }).answer;

/** Gives back what it is given, whose dims are these. */
function echo(dims: readonly (number | string)[], name = 'image'): Uint8Array {
  const graph = onnxGraph('echo');
  graph.output('scores', graph.node('Neg', [graph.input(name, dims)]), dims);
  return graph.encode();
}

function meanOfChannels(channels: number): Uint8Array {
  const graph = onnxGraph('mean of channels');
  const image = graph.input('image', [1, channels, 'X', 'Y', 'Z']);
  graph.output('scores', graph.node('ReduceMean', [image], { axes: { ints: [1] } }), [1, 1, 'X', 'Y', 'Z']);
  return graph.encode();
}

const ARGMAX = [{ name: 'AsDiscreted', args: { argmax: true } }];

const segmentation = (told: Readonly<Record<string, unknown>> = {}) => ({
  type: 'segmentation',
  pre_transforms: [],
  inference: { AIAA: { args: {} } },
  post_transforms: ARGMAX,
  ...told,
});

const withArgs = (args: object) => ({ inference: { AIAA: { args } } });

const withWindow = (roi: readonly number[]) => withArgs({ scanning_window: true, roi });

/** Its steps are computed in float32 or not at all. */
function steps(): Uint8Array {
  const graph = onnxGraph('steps');
  const image = graph.input('image', [1, 2, 'X', 'Y', 'Z']);
  const range = graph.node(
    'Range',
    [0, 1, 1].map((value) => graph.constant([], [value])),
  );
  graph.output('scores', graph.node('Add', [image, range]), [1, 2, 'X', 'Y', 'Z']);
  return graph.encode();
}

describe('a model that is proven', () => {
  it.each([
    ['of free dims', segmentation({ labels: ['a', 'b'] }), rulerNetwork(3)],
    ['of a window', segmentation(withWindow([8, 16, 4])), echo([1, 2, 'X', 'Y', 'Z'])],
    ['of a window that is the network’s', segmentation(withWindow([8, 16, 4])), echo([1, 2, 8, 16, 4])],
    ['of fixed dims and no window', segmentation(), echo([1, 2, 5, 6, 7])],
    ['of slices', segmentation(), echo([1, 2, 'A', 'B'])],
    ['of steps', segmentation(), steps()],
    ['in half precision', segmentation(withArgs({ precision: 'float16' })), rulerNetwork(3)],
    ['of clicks', deepgrowConfig(3), meanOfChannels(3)],
  ])('%s', async (_name, config, network) => {
    expect(await prove(await folder.modelOf(config, network))).toMatchObject({ kind: 'proof' });
  });
});

describe('a model that is refused', () => {
  it.each([
    ['is garbage', segmentation(), Buffer.from('no network'), /cannot be loaded/],
    [
      'scores fewer classes than are named',
      segmentation({ labels: ['a', 'b', 'c', 'd'] }),
      rulerNetwork(3),
      /4 labels.*scores 3/,
    ],
    ['has another window', segmentation(withWindow([8, 8, 8])), echo([1, 2, 8, 16, 8]), /8/],
    ['has no room for the clicks', deepgrowConfig(3), echo([1, 2, 'X', 'Y', 'Z']), /2 channels.*2 of clicks/],
    ['has no room for the points', dextr3dConfig({ roi: [8, 8, 8] }), echo([1, 1, 8, 8, 8]), /1 channels/],
    ['takes vectors', segmentation(), echo([1, 12]), /2 axes/],
    ['has no half precision', segmentation(withArgs({ precision: 'float16' })), steps(), /\(Range\) in node/],
    [
      'has a window beyond all memory',
      segmentation(withWindow([9e4, 9e4, 9e4])),
      rulerNetwork(2),
      /too large/,
    ],
  ])('because it %s', async (_name, config, network, sentence) => {
    const fault = await expectFault(prove(await folder.modelOf(config, network)), 'UnfitModel');
    expect(fault.message).toMatch(sentence);
  });

  it('because its config decides one class of several', async () => {
    const threshold = [{ name: 'AsDiscreted', args: { threshold_values: true } }];
    const model = await folder.modelOf(segmentation({ post_transforms: threshold }), rulerNetwork(3));
    await expectFault(prove(model), 'MalformedModelConfig');
  });

  it('because its network asks for a terabyte', async () => {
    const graph = onnxGraph('greedy');
    const image = graph.input('image', [1, 1, 'X', 'Y', 'Z']);
    const shape = graph.constant([5], [1, 1, 2 ** 13, 2 ** 13, 2 ** 13], 'int64');
    graph.output('scores', graph.node('Expand', [graph.node('ReduceMean', [image]), shape]), [
      1,
      1,
      'X',
      'Y',
      'Z',
    ]);
    const fault = await expectFault(
      prove(await folder.modelOf(segmentation({ post_transforms: [] }), graph.encode())),
      'UnfitModel',
    );
    expect(fault.message).not.toContain('/');
  });
});
