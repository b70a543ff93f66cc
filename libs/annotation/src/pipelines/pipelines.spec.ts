import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { maskOf, type Clicks, type ModelReference, type ModelRequest } from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { readImage } from '@aiaa/imaging-io';
import { mixNetwork, onnxGraph, thresholdNetwork } from '@aiaa/inference/testing';
import { orientation } from '@aiaa/transforms';
import {
  IDENTITY_AFFINE,
  linearIndex,
  makeVolume,
  nearestVoxel,
  voxelCount,
  voxelPoint,
  type Size,
  type Volume,
} from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES } from '@aiaa/volume/testing';
import { makeAnnotator } from '../annotator-in-process.js';
import { annotationFolder, type AnnotationFolder } from '../fixtures/annotation-folder.js';
import { deepgrowConfig, pipelineConfig } from '../fixtures/click-configs.js';
import { storedInOrder } from '../fixtures/stored-in-order.js';

let folder: AnnotationFolder;
const annotator = makeAnnotator({ threads: 1 });
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(async () => {
  await annotator.close();
  await folder.remove();
});

type Triple = readonly [number, number, number];
type Parts = Readonly<Record<string, ModelReference>>;

const SIZE: Size = [18, 16, 10];

/** 100 in a box, 40 in another, else 0. */
function scan(): Volume {
  const voxels = new Int16Array(voxelCount(SIZE));
  const fill = (value: number, [a, b]: readonly [Triple, Triple]): void => {
    for (let z = a[2]; z < b[2]; z++)
      for (let y = a[1]; y < b[1]; y++)
        for (let x = a[0]; x < b[0]; x++) voxels[linearIndex(SIZE, x, y, z)] = value;
  };
  fill(40, [[10, 9, 4], [16, 14, 9]]); // prettier-ignore
  fill(100, [[3, 4, 2], [10, 11, 7]]); // prettier-ignore
  return makeVolume({ voxels, size: SIZE, affine: IDENTITY_AFFINE });
}

async function run(request: ModelRequest) {
  const asked = askAnnotator(annotator, request);
  const result = maskOf(await asked.answer);
  const { volume: mask } = await readImage(result.file);
  const labels = Array.from(mask.voxels);
  const slices = [...Array(mask.size[2]).keys()].filter((z) =>
    labels
      .slice(z * mask.size[0] * mask.size[1], (z + 1) * mask.size[0] * mask.size[1])
      .some((label) => label > 0),
  );
  const labelAt = ([x, y, z]: Triple) => labels[linearIndex(mask.size, x, y, z)];
  return { result, mask, labels, slices, labelAt, heard: asked.heard };
}

const pipelineOf = (name: string, parts: Parts, post: readonly unknown[] = []) =>
  folder.modelOf(pipelineConfig(name, Object.keys(parts), post), parts);

describe('a union of models', () => {
  const above = async (cut: number, labels: readonly string[] = []) => {
    const config = {
      type: 'segmentation',
      labels,
      inference: { AIAA: { args: {} } },
      post_transforms: [{ name: 'AsDiscreted', args: { threshold: 0 } }],
    };
    return folder.modelOf(config, thresholdNetwork(cut));
  };
  const united = async (parts: Parts, post: readonly unknown[] = []) =>
    run(await folder.request(await pipelineOf('UnionInferencePipeline', parts, post), scan()));

  it('has the labels of each after those before it, and gives a voxel that several claim to the first', async () => {
    const [bright, any] = [await above(90, ['bright', 'never']), await above(30, ['any'])];
    const first = await united({ bright, any });
    expect([first.labelAt([5, 5, 5]), first.labelAt([12, 12, 8]), first.labelAt([0, 0, 0])]).toEqual([1, 3, 0]);
    const second = await united({ any, bright });
    expect([second.labelAt([5, 5, 5]), second.labelAt([12, 12, 8])]).toEqual([1, 1]);
    expect(new Set(first.labels)).toEqual(new Set([0, 1, 3]));
  }); // prettier-ignore

  it('counts a model that names no labels as one', async () => {
    const parts = { bright: await above(90), any: await above(30) };
    expect(new Set((await united(parts)).labels)).toEqual(new Set([0, 1, 2]));
  });

  it('needs 16 bits for more than 255 labels', async () => {
    const names = Array.from({ length: 255 }, (_, n) => `label ${n}`);
    const { mask, labelAt } = await united({ many: await above(90, names), any: await above(30) });
    expect([mask.dtype, labelAt([5, 5, 5]), labelAt([12, 12, 8])]).toEqual(['uint16', 1, 256]);
  });

  it('is tidied as its own config says', async () => {
    const parts = { bright: await above(90), any: await above(30) };
    const { labelAt } = await united(parts, [{ name: 'LabelFilterd', args: { applied_labels: [2] } }]);
    expect([labelAt([5, 5, 5]), labelAt([12, 12, 8])]).toEqual([0, 2]);
  });

  it('fails as its parts fail', async () => {
    const wide = await folder.model(mixNetwork({ weights: [1, 1] }));
    const parts = { any: await above(30), wide };
    const request = await folder.request(await pipelineOf('UnionInferencePipeline', parts), scan());
    const fault = await expectFault(askAnnotator(annotator, request).answer, 'UnfitImage');
    expect(fault.message).toBe('The image has 1 channel; the network of this model takes 2.');
  });

  it('is the fault of whoever asks when it comes without one of them', async () => {
    const {
      name,
      revision,
      folder: path,
    } = await pipelineOf('UnionInferencePipeline', { any: await above(30) });
    const request = await folder.request({ name, revision, folder: path }, scan());
    await expectFault(askAnnotator(annotator, request).answer, 'BrokenInvariant');
  });

  it('tells each stage once, with the time of all models together', async () => {
    const { result } = await united({ a: await above(90), b: await above(30), c: await above(10) });
    const stages = ['read', 'load', 'transform', 'network', 'restore', 'points', 'write'];
    expect(result.timings.map(({ stage }) => stage)).toEqual(stages);
  });
});

describe("DeepGrow's pipeline", () => {
  /** What is brighter than 30 near a click, and how near. */
  const grow = (axes: 2 | 3, reach: number) => mixNetwork({ weights: [0.01, reach, -9], bias: -0.31, axes });
  /** Sees nothing at all. */
  const blind = (axes: 2 | 3) => mixNetwork({ weights: [0, 0, 0], bias: -1, axes });

  const modelOf = async (volumes: Uint8Array, slices: Uint8Array, before: readonly unknown[] = []) => {
    const window = { before, crop: [10, 16, 18] };
    return pipelineOf('DeepgrowInferencePipeline', {
      flat: await folder.modelOf(deepgrowConfig(2, { before, crop: [16, 18] }), slices),
      deep: await folder.modelOf(deepgrowConfig(3, window), volumes),
    });
  };
  const clicks = (foreground: readonly Triple[], background: readonly Triple[] = []): Clicks => ({
    lists: {
      foreground: foreground.map(([x, y, z]) => voxelPoint(x, y, z)),
      background: background.map(([x, y, z]) => voxelPoint(x, y, z)),
    },
  });
  const clicked = async (model: ModelReference, clicked: Clicks, volume = scan()) =>
    run({ ...(await folder.request(model, volume)), kind: 'deepgrow', clicks: clicked });

  it('finds on each slice of the rough mask what the model of slices finds there', async () => {
    const found = await clicked(await modelOf(grow(3, 0), grow(2, 0)), clicks([[6, 6, 4]]));
    const bright = Array.from(scan().voxels, (value) => (value > 31 ? 1 : 0));
    // both boxes are bright: the rough mask has both, and on each slice so has the fine one
    expect(found.labels).toEqual(bright);
    expect(found.slices).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(found.result.crop).toBeUndefined();
  });

  it('is what the model of slices says, not the other', async () => {
    const found = await clicked(await modelOf(grow(3, 0), blind(2)), clicks([[6, 6, 4]]));
    expect(found.slices).toEqual([]);
  });

  it('looks at the slices of the user, though the rough mask is empty', async () => {
    const found = await clicked(await modelOf(blind(3), grow(2, 0)), clicks([[6, 6, 4], [12, 12, 8]])); // prettier-ignore
    expect(found.slices).toEqual([4, 8]);
    expect([found.labelAt([6, 6, 4]), found.labelAt([12, 12, 8]), found.labelAt([6, 6, 5])]).toEqual([
      1, 1, 0,
    ]);
  });

  it('takes a click beyond the last slice for one on it, as clients send it', async () => {
    const any = mixNetwork({ weights: [0, 1, 0], bias: -0.5, axes: 2 });
    const found = await clicked(await modelOf(blind(3), any), clicks([[6.4, 6, 10], [-3, 5, -1]])); // prettier-ignore
    expect(found.slices).toEqual([0, 9]);
    expect([found.labelAt([6, 6, 9]), found.labelAt([0, 5, 0])]).toEqual([1, 1]);
  });

  it('is empty where neither finds a thing, and where only background was clicked', async () => {
    const model = await modelOf(blind(3), grow(2, 0));
    expect((await clicked(model, clicks([], [[6, 6, 4]]))).slices).toEqual([]);
  });

  it('shows background on its own slice', async () => {
    const before = await clicked(await modelOf(grow(3, 0), grow(2, 0)), clicks([[6, 6, 4]]));
    const after = await clicked(await modelOf(mixNetwork({ weights: [0.01, 0, 0], bias: -0.31 }), grow(2, 0)), clicks([[6, 6, 4]], [[4, 5, 5]])); // prettier-ignore
    expect([before.labelAt([4, 5, 5]), after.labelAt([4, 5, 5]), after.labelAt([4, 5, 6])]).toEqual([
      1, 0, 1,
    ]);
  });

  it('needs a click', async () => {
    const model = await modelOf(grow(3, 0), grow(2, 0));
    const fault = await expectFault(
      askAnnotator(annotator, await folder.request(model, scan())).answer,
      'MalformedRequest',
    );
    expect(fault.message).toMatch(/^There is no click/);
  });

  it('says how many slices are done', async () => {
    const { heard } = await clicked(await modelOf(grow(3, 0), grow(2, 0)), clicks([[6, 6, 4]]));
    const last = heard.findLast(({ stage }) => stage === 'running');
    expect(last).toEqual({ stage: 'running', windowsDone: 10, windows: 10 });
    expect(heard.filter(({ stage }) => stage === 'running')).toHaveLength(11);
  });

  it.each(AXIS_ALIGNED_AFFINES.map((affine, at) => [at, affine] as const))(
    'finds the same whichever way the image is stored, where its chains turn it: order %i',
    async (_at, affine) => {
      const before = [{ name: 'Orientationd', args: { axcodes: 'RAS' } }];
      const model = await modelOf(grow(3, 2), shownAlong(), before);
      const expected = await clicked(model, clicks([[6, 6, 4]]));
      const turned = storedInOrder(scan(), affine);
      const toUpright = orientation({ axcodes: 'RAS' })(turned);
      const home = [...voxelIndices(turned.size)].find(
        (point) => String(nearestVoxel(toUpright.carry(voxelPoint(...point)))) === '6,6,4',
      );
      const found = await clicked(model, clicks(home === undefined ? [] : [home]), turned);
      const upright = orientation({ axcodes: 'RAS' })(found.mask).volume;
      expect(Array.from(upright.voxels)).toEqual(expected.labels);
      expect(expected.labels.filter((label) => label > 0).length).toBeGreaterThan(100);
    },
  );

  it.each([['two of slices', 2, 2], ['two of volumes', 3, 3]] as const)('cannot be of %s', async (_what, a, b) => {
    const parts = {
      a: await folder.modelOf(deepgrowConfig(a), blind(a)),
      b: await folder.modelOf(deepgrowConfig(b), blind(b)),
    };
    const model = await pipelineOf('DeepgrowInferencePipeline', parts);
    const request: ModelRequest = { ...(await folder.request(model, scan())), kind: 'deepgrow', clicks: clicks([[6, 6, 4]]) };
    await expectFault(askAnnotator(annotator, request).answer, 'MalformedModelConfig');
  }); // prettier-ignore
});

/** Brighter than 30 beside the voxel before it along x, so that a slice that lies otherwise shows. */
function shownAlong(): Uint8Array {
  const graph = onnxGraph('along');
  const image = graph.input('image', [1, 3, 'X', 'Y']);
  const kernel = graph.constant([1, 3, 3, 1], [0.002, 0.008, 0, 0, 0, 0, 0, -9, 0]);
  const scores = graph.node('Conv', [image, kernel, graph.constant([1], [-0.31])], {
    pads: { ints: [1, 0, 1, 0] },
  });
  graph.output('logits', scores, [1, 1, 'X', 'Y']);
  return graph.encode();
}

function* voxelIndices([width, height, depth]: Size): Generator<Triple> {
  for (let z = 0; z < depth; z++)
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) yield [x, y, z];
}
