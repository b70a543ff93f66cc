import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  maskOf,
  type AnnotationRequest,
  type MaskResult,
  type ModelReference,
  type ModelRequest,
  type Progress,
} from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { convNetwork, mixNetwork, thresholdNetwork } from '@aiaa/inference/testing';
import {
  IDENTITY_AFFINE,
  linearIndex,
  makeVolume,
  voxelCount,
  voxelPoint,
  type Size,
  type Volume,
} from '@aiaa/volume';
import { makeAnnotator } from './annotator-in-process.js';
import { annotationFolder, type AnnotationFolder } from './fixtures/annotation-folder.js';
import { deepgrowConfig, dextr3dConfig, pipelineConfig } from './fixtures/click-configs.js';

let folder: AnnotationFolder;
const annotator = makeAnnotator({ threads: 1 });
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(async () => {
  await annotator.close();
  await folder.remove();
});

const SIZE: Size = [12, 10, 8];
const scan = (channels = 1): Volume =>
  makeVolume({
    voxels: Int16Array.from({ length: voxelCount(SIZE) * channels }, (_, at) => at % 97),
    size: SIZE,
    affine: IDENTITY_AFFINE,
    channels,
  });

const CLICKS = { lists: { foreground: [voxelPoint(6, 5, 4)] } };
const POINTS = [voxelPoint(2, 3, 1), voxelPoint(9, 8, 6)];

type Kind = ModelRequest['kind'];

async function requestOf(kind: Kind, model: ModelReference, volume = scan()): Promise<ModelRequest> {
  const request = await folder.request(model, volume);
  switch (kind) {
    case 'segmentation':
      return request;
    case 'dextr3d':
      return { ...request, kind, points: POINTS };
    case 'deepgrow':
      return { ...request, kind, clicks: CLICKS };
    case 'inference':
      return { ...request, kind, clicks: CLICKS, points: POINTS };
  }
}

const answerOf = async (request: AnnotationRequest) => maskOf(await askAnnotator(annotator, request).answer);

const told = ({ points, box, centroids, crop, warnings }: MaskResult) => ({
  points,
  box,
  centroids,
  crop,
  warnings,
});

const MODELS: Readonly<Record<string, () => Promise<ModelReference>>> = {
  segmentation: () => folder.model(thresholdNetwork(50)),
  others: () => folder.modelOf({ type: 'others', inference: { AIAA: { args: {} } } }, thresholdNetwork(50)),
  annotation: () => folder.modelOf(dextr3dConfig({ roi: [8, 8, 8] }), mixNetwork({ weights: [0, 1] })),
  deepgrow: () => folder.modelOf(deepgrowConfig(3), mixNetwork({ weights: [0, 1, -1] })),
  pipeline: async () => {
    const part = await folder.model(thresholdNetwork(50));
    return folder.modelOf(pipelineConfig('UnionInferencePipeline', ['part']), { part });
  },
};

describe('a request and a model', () => {
  it.each<[Kind, readonly string[]]>([
    ['segmentation', ['segmentation', 'others', 'pipeline']],
    ['dextr3d', ['annotation']],
    ['deepgrow', ['deepgrow', 'pipeline']],
    ['inference', ['segmentation', 'others', 'annotation', 'deepgrow', 'pipeline']],
  ])('of %s is for models of type %j, and no other', async (kind, types) => {
    for (const [type, model] of Object.entries(MODELS)) {
      const request = await requestOf(kind, await model());
      if (types.includes(type)) {
        expect((await answerOf(request)).file).toContain(request.resultFolder);
        continue;
      }
      const { answer, heard } = askAnnotator(annotator, request);
      const fault = await expectFault(answer, 'MalformedRequest');
      expect(fault.message).toContain(`is of type ${type}, which is not for ${kind}: ask for `);
      expect(heard.map(({ stage }) => stage)).not.toContain('running');
    }
  });

  it('have the same mask by inference as by the request that is made for it', async () => {
    for (const [type, kind] of [['annotation', 'dextr3d'], ['deepgrow', 'deepgrow'], ['segmentation', 'segmentation']] as const) {
      const model = await MODELS[type]();
      const [own, general] = [await answerOf(await requestOf(kind, model)), await answerOf(await requestOf('inference', model))];
      expect(told(general)).toEqual(told(own));
      expect(own.points).toHaveLength(6);
    }
  }); // prettier-ignore
});

describe('what is told of a mask', () => {
  /** 1 in a box, 2 in one voxel far from it. */
  const labelled = (): Volume => {
    const voxels = new Float32Array(voxelCount(SIZE));
    for (let z = 2; z < 5; z++) for (let y = 3; y < 7; y++) for (let x = 1; x < 6; x++) voxels[linearIndex(SIZE, x, y, z)] = 1; // prettier-ignore
    voxels[linearIndex(SIZE, 11, 0, 7)] = 2;
    return makeVolume({ voxels, size: SIZE, affine: IDENTITY_AFFINE });
  };
  const BOX = { name: 'BoundingBoxd', args: { result: 'result', bbox: 'bbox' } };
  const CENTROIDS = { name: 'GetCentroidsd', args: {} };
  const factsOf = async (facts: readonly unknown[], cut = 0.5, labels: readonly string[] = ['organ']) => {
    const config = {
      type: 'segmentation',
      labels,
      inference: { AIAA: { args: {} } },
      post_transforms: [{ name: 'AsDiscreted', args: { threshold: 0 } }, ...facts],
    };
    const model = await folder.modelOf(config, thresholdNetwork(cut));
    const { points, box, centroids } = await answerOf(await requestOf('segmentation', model, labelled()));
    return { points, box, centroids };
  };

  it('are its extreme points always, the rest where the config asks for it', async () => {
    const points = [[1, 3, 2], [11, 0, 7], [11, 0, 7], [1, 6, 2], [1, 3, 2], [11, 0, 7]]; // prettier-ignore
    expect(await factsOf([])).toEqual({ points, box: undefined, centroids: undefined });
    expect(await factsOf([BOX])).toEqual({ points, box: { min: [1, 0, 2], max: [12, 7, 8] }, centroids: undefined });
    const { centroids, box } = await factsOf([CENTROIDS]);
    expect(box).toBeUndefined();
    expect(centroids).toEqual([{ name: 'organ', label: 1, voxel: [3, 4, 3] }]);
  }); // prettier-ignore

  it('has a name for a label that has none', async () => {
    const { centroids } = await factsOf([CENTROIDS], 0.5, []);
    expect(centroids?.map(({ name }) => name)).toEqual(['label 1']);
  });

  it('is nothing of an empty mask', async () => {
    expect(await factsOf([BOX, CENTROIDS], 5)).toEqual({
      points: [],
      box: { min: [0, 0, 0], max: [0, 0, 0] },
      centroids: [],
    });
  });

  it('is of one voxel where that is all there is', async () => {
    const { points, box } = await factsOf([BOX], 1.5);
    expect([points, box]).toEqual([Array(6).fill([11, 0, 7]), { min: [11, 0, 7], max: [12, 1, 8] }]);
  });
});

describe('an image of channels that a network of clicks does not take', () => {
  it.each<[string, Kind, () => Promise<ModelReference>, string]>([
    [
      'a network without channels for clicks',
      'deepgrow',
      () => folder.modelOf(deepgrowConfig(3), mixNetwork({ weights: [1] })),
      'The image has 1 channel, and 2 more show where it was clicked; the network of this model takes 1.',
    ],
    [
      'two channels beside the points, where the network takes one',
      'dextr3d',
      () => folder.modelOf(dextr3dConfig({}), mixNetwork({ weights: [1, 1] })),
      'The image has 2 channels, and 1 more shows where it was clicked; the network of this model takes 2.',
    ],
  ])('%s', async (_what, kind, model, message) => {
    const request = await requestOf(kind, await model(), scan(kind === 'dextr3d' ? 2 : 1));
    const fault = await expectFault(askAnnotator(annotator, request).answer, 'UnfitImage');
    expect(fault.message).toBe(message);
  });
});

describe('a request that nobody waits for any more', () => {
  const CHAIN = {
    post: [{ name: 'AsDiscreted', args: { argmax: true } }],
    inference: { scanning_window: true, roi: [4, 4, 4] },
  };

  it.each<Progress['stage']>(['reading', 'loading', 'running', 'restoring', 'writing'])(
    'ends as cancelled when that is known while it is %s, and leaves nothing behind',
    async (stage) => {
      const request = await requestOf('segmentation', await folder.model(convNetwork({ classes: 2 }), CHAIN));
      const before = await readdir(request.resultFolder);
      const controller = new AbortController();
      const report = (progress: Progress) => {
        if (progress.stage === stage) controller.abort();
      };
      await expectFault(annotator.annotate(request, { signal: controller.signal, report }), 'Cancelled');
      expect(await readdir(request.resultFolder)).toEqual(before);
      expect((await answerOf({ ...request, session: 'after' })).file).toContain(request.resultFolder);
    },
  );

  it('keeps nothing that is half done: the next one of its session is like every other', async () => {
    const model = await MODELS['deepgrow']();
    const request = { ...(await requestOf('deepgrow', model)), session: 'cancelled' };
    const expected = await answerOf(await requestOf('deepgrow', model));
    for (const stage of ['reading', 'running', 'restoring', 'writing'] as const) {
      const controller = new AbortController();
      const report = (progress: Progress) => progress.stage === stage && controller.abort();
      await annotator.annotate(request, { signal: controller.signal, report }).catch(() => undefined);
    }
    expect(told(await answerOf(request))).toEqual(told(expected));
  });
});
