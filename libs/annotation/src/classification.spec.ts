import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClassificationResult, InferenceRequest } from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { onnxGraph } from '@aiaa/inference/testing';
import { IDENTITY_AFFINE, makeVolume, type Volume } from '@aiaa/volume';
import { makeAnnotator } from './annotator-in-process.js';
import { annotationFolder, type AnnotationFolder } from './fixtures/annotation-folder.js';

let folder: AnnotationFolder;
const annotator = makeAnnotator({ threads: 1 });
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(async () => {
  await annotator.close();
  await folder.remove();
});

/** Class k scores `weights[k]` times the mean of the image. */
function meanNetwork(weights: readonly number[], axes: 2 | 3): Uint8Array {
  const open = ['X', 'Y', 'Z'].slice(0, axes);
  const graph = onnxGraph('mean');
  const image = graph.input('image', [1, 1, ...open]);
  const mean = graph.node('GlobalAveragePool', [image]);
  const kernel = graph.constant([weights.length, 1, ...open.map(() => 1)], weights);
  const ones = open.map(() => 1);
  graph.output('scores', graph.node('Conv', [mean, kernel]), [1, weights.length, ...ones]);
  return graph.encode();
}

interface Classifier {
  readonly labels?: readonly string[];
  readonly weights?: readonly number[];
  readonly axes?: 2 | 3;
  readonly pre?: readonly unknown[];
  readonly post?: readonly unknown[];
  readonly cacheUntil?: string;
}

async function requestOf(image: Volume, about: Classifier): Promise<InferenceRequest> {
  const { labels = ['a', 'b', 'c'], weights = [1, 3, 2], axes = 3, pre = [], post = [], cacheUntil } = about;
  const config = {
    type: 'classification',
    labels,
    pre_transforms: pre,
    inference: { AIAA: { args: {} } },
    post_transforms: post,
    ...(cacheUntil === undefined ? {} : { cache_until: cacheUntil }),
  };
  const model = await folder.modelOf(config, meanNetwork(weights, axes));
  return { ...(await folder.request(model, image)), kind: 'inference' };
}

async function classified(image: Volume, about: Classifier = {}, session?: string) {
  const request = { ...(await requestOf(image, about)), ...(session === undefined ? {} : { session }) };
  const result = await askAnnotator(annotator, request).answer;
  expect(result.kind).toBe('classification');
  return result as ClassificationResult; // just asserted
}

const even = (value: number, slices = 4): Volume =>
  makeVolume({
    voxels: new Int16Array(5 * 6 * slices).fill(value),
    size: [5, 6, slices],
    affine: IDENTITY_AFFINE,
  });

const byLabel = ({ scores }: ClassificationResult) =>
  scores.map(({ label, score }) => [label, Number(score.toFixed(5))]);

const softmax = { name: 'Activationsd', args: { softmax: true } };
const sigmoid = { name: 'Activationsd', args: { sigmoid: true } };
const e = Math.exp;
const shared = e(1) + e(3) + e(2);
const rounded = (n: number) => Number(n.toFixed(5));

describe('the scores of an image', () => {
  it.each<[string, Classifier, readonly (readonly [string, number])[]]>([
    ['raw', {}, [['b', 3], ['c', 2], ['a', 1]]],
    ['as shares of one', { post: [softmax] }, [['b', e(3) / shared], ['c', e(2) / shared], ['a', e(1) / shared]]],
    ['each by itself', { post: [sigmoid] }, [['b', 1 / (1 + e(-3))], ['c', 1 / (1 + e(-2))], ['a', 1 / (1 + e(-1))]]],
    ['with fewer labels than classes', { labels: ['a'] }, [['class 1', 3], ['class 2', 2], ['a', 1]]],
    ['with more labels than classes', { labels: ['a', 'b', 'c', 'd'] }, [['b', 3], ['c', 2], ['a', 1]]],
    ['without labels', { labels: [] }, [['class 1', 3], ['class 2', 2], ['class 0', 1]]],
    ['of one class', { weights: [5], post: [sigmoid] }, [['a', 1 / (1 + e(-5))]]],
    ['below 0', { weights: [-1, 0, -2] }, [['b', 0], ['a', -1], ['c', -2]]],
    ['alike, in the order of the labels', { weights: [2, 2, 2] }, [['a', 2], ['b', 2], ['c', 2]]],
  ])('%s, the highest first', async (_how, about, expected) => {
    expect(byLabel(await classified(even(1), about))).toEqual(
      expected.map(([label, score]) => [label, rounded(score)]),
    );
  }); // prettier-ignore

  it('are those after the whole chain, kept or not, with or without a session', async () => {
    const pre = [
      { name: 'ScaleIntensityRanged', args: { a_min: 0, a_max: 10, b_min: 0, b_max: 1 } },
      { name: 'ThresholdIntensityd', args: { threshold: 0.5, above: false, cval: 0.5 } },
    ];
    const expected = [['b', 1.5], ['c', 1], ['a', 0.5]]; // prettier-ignore
    for (const cacheUntil of ['ALL', 'ThresholdIntensityd', 'ScaleIntensityRanged']) {
      for (const session of [undefined, cacheUntil]) {
        expect(byLabel(await classified(even(8), { pre, cacheUntil }, session))).toEqual(expected);
      }
    }
  });

  it('come from a picture by way of a network of slices', async () => {
    expect(byLabel(await classified(even(2, 1), { axes: 2 }))).toEqual([['b', 6], ['c', 4], ['a', 2]]); // prettier-ignore
  });

  it('come with the stages and warnings of any answer, and without a mask', async () => {
    const result = await classified(even(1));
    expect(result.timings.map(({ stage }) => stage)).toEqual(['read', 'load', 'transform', 'network']);
    expect(result).toEqual({ kind: 'classification', scores: result.scores, timings: result.timings, warnings: [] });
  }); // prettier-ignore
});

describe('what cannot be classified', () => {
  it('is a volume for a network of slices', async () => {
    const { answer } = askAnnotator(annotator, await requestOf(even(1), { axes: 2 }));
    expect((await expectFault(answer, 'UnfitImage')).message).toMatch(/single slices, and this image has 4/);
  });

  it('is an image of other channels than the network takes', async () => {
    const voxels = new Int16Array(5 * 6 * 4 * 2);
    const two = makeVolume({ voxels, size: [5, 6, 4], channels: 2, affine: IDENTITY_AFFINE });
    const { answer } = askAnnotator(annotator, await requestOf(two, {}));
    expect((await expectFault(answer, 'UnfitImage')).message).toBe(
      'The image has 2 channels; the network of this model takes 1.',
    );
  });

  it.each(['segmentation', 'dextr3d', 'deepgrow'] as const)(
    'is asked for by a request of %s',
    async (kind) => {
      const clicks = { lists: {} };
      const request = { ...(await requestOf(even(1), {})), kind, clicks, points: [] };
      const fault = await expectFault(askAnnotator(annotator, request).answer, 'MalformedRequest');
      expect(fault.message).toMatch(/is of type classification, which is not for .*: ask for inference\.$/);
    },
  );
});
