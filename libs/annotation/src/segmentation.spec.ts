import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { annotatorContract, askAnnotator, expectFault } from '@aiaa/annotator/testing';
import type { ModelReference } from '@aiaa/annotator';
import { convNetwork, identityNetwork, thresholdNetwork } from '@aiaa/inference/testing';
import { IDENTITY_AFFINE, makeVolume, type Affine, type Volume } from '@aiaa/volume';
import {
  AXIS_ALIGNED_AFFINES,
  OBLIQUE_AFFINE,
  OBLIQUE_AFFINES,
  SHEARED_AFFINES,
  chiralMask,
  chiralVolume,
} from '@aiaa/volume/testing';
import { makeAnnotator } from './annotator-in-process.js';
import { annotationFolder, segmented, type AnnotationFolder } from './fixtures/annotation-folder.js';

let folder: AnnotationFolder;
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(() => folder.remove());

const WINDOWS = { scanning_window: true, roi: [8, 8, 4], overlap: 0.25 };

const segment = async (model: ModelReference, volume: Volume) =>
  segmented(await folder.request(model, volume));

/** Twice what two masks share, over what both hold. */
function dice(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [shared, both] = [0, 0];
  for (let at = 0; at < a.length; at++) {
    shared += a[at] !== 0 && b[at] !== 0 ? 1 : 0;
    both += (a[at] !== 0 ? 1 : 0) + (b[at] !== 0 ? 1 : 0);
  }
  return (2 * shared) / both;
}

const SOME_AFFINES: readonly (readonly [string, Affine])[] = [
  ['identity', IDENTITY_AFFINE],
  ...AXIS_ALIGNED_AFFINES.filter((_, at) => at % 7 === 3).map(
    (affine, at) => [`axis-aligned ${at}`, affine] as const,
  ),
  ...OBLIQUE_AFFINES.map((affine, at) => [`oblique ${at}`, affine] as const),
  ...SHEARED_AFFINES.map((affine, at) => [`sheared ${at}`, affine] as const),
];

describe('one voxel, home again', () => {
  it.each(SOME_AFFINES)(
    'the letter F comes back bit-identical by turns and windows: %s',
    async (_name, affine) => {
      const pre = [
        { name: 'Orientationd', args: { axcodes: 'PIR' } },
        { name: 'SpatialPadd', args: { spatial_size: [16, 16, 16] } },
      ];
      const model = await folder.model(thresholdNetwork(500), { pre, inference: WINDOWS });
      const { mask, image, result } = await segment(model, chiralVolume('int16', affine));
      expect(mask.volume.dtype).toBe('uint8');
      expect(Array.from(mask.volume.voxels)).toEqual(Array.from(chiralMask(affine).voxels));
      expect(mask.nifti).toEqual({ ...image.nifti });
      expect(result.points).toEqual([
        [3, 2, 2],
        [7, 2, 2],
        [3, 2, 2],
        [3, 8, 2],
        [3, 2, 2],
        [3, 2, 4],
      ]);
    },
  );

  it.each(SOME_AFFINES)(
    'resampled to finer voxels, it comes back on the exact grid: %s',
    async (_name, affine) => {
      const pre = [
        { name: 'Orientationd', args: { axcodes: 'RAS' } },
        { name: 'Spacingd', args: { pixdim: [0.5, 0.5, 0.5] } },
      ];
      const model = await folder.model(thresholdNetwork(500), { pre, inference: WINDOWS });
      const { mask } = await segment(model, chiralVolume('float32', affine));
      expect(mask.volume.size).toEqual([11, 13, 7]);
      expect(dice(mask.volume.voxels, chiralMask(affine).voxels)).toBeGreaterThan(0.9);
    },
  );
});

describe('segmentation', () => {
  it('answers a volume of one voxel with a mask of one voxel', async () => {
    const voxels = Float32Array.of(700);
    const volume = makeVolume({ voxels, size: [1, 1, 1], affine: OBLIQUE_AFFINE });
    const model = await folder.model(thresholdNetwork(500), { inference: WINDOWS });
    const { mask, result } = await segment(model, volume);
    expect([mask.volume.size, Array.from(mask.volume.voxels)]).toEqual([[1, 1, 1], [1]]);
    expect(result.points).toEqual(Array(6).fill([0, 0, 0]));
  });

  it('answers nothing found with an empty mask and no points', async () => {
    const model = await folder.model(thresholdNetwork(5000));
    const { mask, result } = await segment(model, chiralVolume('int16'));
    expect(Array.from(mask.volume.voxels).some((label) => label !== 0)).toBe(false);
    expect(result.points).toEqual([]);
  });

  it('answers a crop to a foreground that is not there with an empty mask', async () => {
    const dark = makeVolume({
      voxels: new Int16Array(60).fill(-5),
      size: [3, 4, 5],
      affine: IDENTITY_AFFINE,
    });
    const model = await folder.model(thresholdNetwork(-100), {
      pre: [{ name: 'CropForegroundd', args: {} }],
    });
    const { mask, result } = await segment(model, dark);
    expect([mask.volume.size, Array.from(mask.volume.voxels)]).toEqual([[3, 4, 5], Array(60).fill(0)]);
    expect(result.points).toEqual([]);
  });

  it('writes uint16 only where a label is above 255', async () => {
    const post = [{ name: 'AsDiscreted', args: { argmax: true } }];
    const volume = chiralVolume('int16');
    const wide = await segment(
      await folder.model(convNetwork({ classes: 300, kernel: 1, seed: 3 }), { post }),
      volume,
    );
    const narrow = await segment(
      await folder.model(convNetwork({ classes: 256, kernel: 1 }), { post }),
      volume,
    );
    expect([wide.mask.volume.dtype, narrow.mask.volume.dtype]).toEqual(['uint16', 'uint8']);
    expect(Math.max(...wide.mask.volume.voxels)).toBeGreaterThan(255);
  });

  it('reports its stages in order, window by window', async () => {
    const model = await folder.model(thresholdNetwork(500), { inference: WINDOWS });
    const { heard, result } = await segment(model, chiralVolume('int16'));
    const stages = heard.map(({ stage }) => stage).filter((stage, at, all) => stage !== all[at - 1]);
    expect(stages).toEqual(['reading', 'loading', 'running', 'restoring', 'writing']);
    const last = heard.findLast((progress) => progress.stage === 'running');
    expect(last).toEqual({ stage: 'running', windowsDone: 8, windows: 8 });
    expect(result.timings.map(({ stage }) => stage)).toEqual([
      'read',
      'load',
      'transform',
      'network',
      'restore',
      'points',
      'write',
    ]);
  });

  it('feeds the axes in the order that the config names', async () => {
    const volume = chiralVolume('float32');
    const post = [{ name: 'AsDiscreted', args: { argmax: true } }];
    const masks = await Promise.all(
      ['XYZ', 'ZYX'].map(async (axis_order) => {
        const model = await folder.model(convNetwork({ classes: 4 }), { post, inference: { axis_order } });
        return Array.from((await segment(model, volume)).mask.volume.voxels);
      }),
    );
    expect(masks[0]).not.toEqual(masks[1]);
  });
});

describe('what cannot be done is one clear fault', () => {
  it.each([
    ['a network that is no ONNX file', Uint8Array.of(1, 2, 3), {}, 'NetworkFailed'],
    ['a threshold over several classes', convNetwork({ classes: 3 }), {}, 'MalformedModelConfig'],
    ['a network of two image channels', identityNetwork({ dims: [1, 2, 'X', 'Y', 'Z'] }), {}, 'UnfitImage'],
    ['a network of a fixed size', thresholdNetwork(0, { dims: [1, 1, 8, 8, 8] }), {}, 'NetworkFailed'],
    [
      'a transform that is not known',
      identityNetwork(),
      { pre: [{ name: 'Blurd' }] },
      'MalformedModelConfig',
    ],
  ] as const)('%s', async (_what, network, chain, tag) => {
    const annotator = makeAnnotator({ threads: 1 });
    const request = await folder.request(await folder.model(network, chain), chiralVolume('int16'));
    await expectFault(askAnnotator(annotator, request).answer, tag);
    await annotator.close();
  });

  it('an image that is none', async () => {
    const annotator = makeAnnotator();
    const request = await folder.request(await folder.model(identityNetwork()), chiralVolume('int16'));
    await writeFile(request.images[0]?.path ?? '', 'no image at all');
    await expectFault(askAnnotator(annotator, request).answer, 'UnsupportedImage');
    await annotator.close();
  });
});

describe('the annotator in process', () => {
  const open = async () => {
    const model = await folder.model(convNetwork({ classes: 2, kernel: 5 }), {
      post: [{ name: 'AsDiscreted', args: { argmax: true } }],
      inference: { scanning_window: true, roi: [4, 4, 4], overlap: 0.75 },
    });
    const broken = await folder.model(Uint8Array.of(0));
    return {
      annotator: makeAnnotator({ threads: 1 }),
      failingTag: 'NetworkFailed' as const,
      request: (kind: 'sound' | 'failing' | 'slow') =>
        folder.request(kind === 'failing' ? broken : model, chiralVolume('int16')),
    };
  };

  for (const law of annotatorContract(open)) it(law.name, law.check);
});
