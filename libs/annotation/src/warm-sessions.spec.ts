import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  maskOf,
  type Annotator,
  type DeepgrowRequest,
  type MaskResult,
  type ModelReference,
} from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { convNetwork, mixNetwork } from '@aiaa/inference/testing';
import { makeVolume, voxelCount, voxelPoint, type Size, type Volume } from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import { makeAnnotator } from './annotator-in-process.js';
import { annotationFolder, type AnnotationFolder } from './fixtures/annotation-folder.js';
import { deepgrowConfig } from './fixtures/click-configs.js';

const SIZE: Size = [24, 20, 14];

let folder: AnnotationFolder;
let models: Readonly<Record<string, ModelReference>>;
beforeAll(async () => {
  folder = await annotationFolder();
  const before = [
    { name: 'Orientationd', args: { axcodes: 'PIR' } },
    { name: 'Spacingd', args: { pixdim: [1.1, 1.3, 1.2] } },
  ];
  // a whole image's worth of looking, so that what is shown counts and not the clicks alone
  const seeing = (axes: 2 | 3) => mixNetwork({ weights: [0.004, 1, -1], bias: -0.5, axes });
  const tidy = [{ name: 'NormalizeIntensityd', args: {} }];
  models = {
    volumes: await folder.modelOf(
      deepgrowConfig(3, { before, crop: [9, 11, 10], resize: [8, 12, 9] }),
      seeing(3),
    ),
    slices: await folder.modelOf(deepgrowConfig(2, { before: [...before, ...tidy] }), seeing(2)),
    late: await folder.modelOf({ ...deepgrowConfig(3, { before }), cache_until: 'Spacingd' }, seeing(3)),
    early: await folder.modelOf({ ...deepgrowConfig(3, { before }), cache_until: 'Orientationd' }, seeing(3)),
    segments: await folder.model(convNetwork({ classes: 3 }), {
      pre: before,
      post: [{ name: 'AsDiscreted', args: { argmax: true } }],
      inference: { scanning_window: true, roi: [8, 8, 8] },
    }),
  };
});
afterAll(() => folder.remove());

const KINDS = ['volumes', 'slices', 'late', 'early', 'segments'];

const scan = (seed: number): Volume =>
  makeVolume({
    voxels: Int16Array.from({ length: voxelCount(SIZE) }, (_, at) => (at * (7 + seed)) % 331),
    size: SIZE,
    affine: seed % 3 === 0 ? OBLIQUE_AFFINE : (AXIS_ALIGNED_AFFINES[(5 * seed) % 48] ?? OBLIQUE_AFFINE),
  });

interface Ask {
  readonly model?: string;
  readonly seed?: number;
  readonly click?: readonly [number, number, number];
  readonly session?: string;
}

async function requestOf({
  model = 'volumes',
  seed = 1,
  click = [12, 9, 7],
  session,
}: Ask): Promise<DeepgrowRequest> {
  const request = await folder.request(models[model], scan(seed));
  const [x, y, z] = click;
  const kind = model === 'segments' ? 'inference' : 'deepgrow';
  const clicks = { lists: { foreground: [voxelPoint(x, y, z)] } };
  // the same but for its kind, which a model of segmentation wants to be another
  return { ...request, kind, clicks, ...(session === undefined ? {} : { session }) } as DeepgrowRequest;
}

/** All that there is to an answer, but how long it took. */
const contentOf = async ({ file, points, crop, warnings }: MaskResult) => ({
  points,
  crop,
  warnings,
  bytes: createHash('sha256')
    .update(await readFile(file))
    .digest('hex'),
});

const answer = async (annotator: Annotator, ask: Ask) =>
  contentOf(maskOf(await askAnnotator(annotator, await requestOf(ask)).answer));

async function using<T>(warmBytes: number, run: (annotator: Annotator) => Promise<T>): Promise<T> {
  const annotator = makeAnnotator({ threads: 1, warmBytes });
  try {
    return await run(annotator);
  } finally {
    await annotator.close();
  }
}

const PLENTY = 2 ** 30;
const cold = (ask: Ask) => using(1, (annotator) => answer(annotator, ask));

describe('the second request of a session', () => {
  it.each(KINDS)('does without the file: %s', async (model) => {
    await using(PLENTY, async (annotator) => {
      const first = await requestOf({ model, session: 's' });
      const said = await contentOf(maskOf(await askAnnotator(annotator, first).answer));
      await rm(first.images[0].path);
      const again = askAnnotator(annotator, first);
      expect(await contentOf(maskOf(await again.answer))).toEqual(said);
      expect(again.heard.map(({ stage }) => stage)).not.toContain('reading');
    });
  });

  it('reads the file again without a session, or where nothing may be kept', async () => {
    for (const [session, warmBytes] of [[undefined, PLENTY], ['s', 1]] as const) {
      await using(warmBytes, async (annotator) => {
        const first = await requestOf(session === undefined ? {} : { session });
        await askAnnotator(annotator, first).answer;
        await rm(first.images[0].path);
        await expect(askAnnotator(annotator, first).answer).rejects.toThrow();
      });
    }
  }); // prettier-ignore

  it('does not go through the chain again that comes before the clicks', async () => {
    const finer = [{ name: 'Spacingd', args: { pixdim: [0.35, 0.35, 0.35] } }];
    const model = await folder.modelOf(
      deepgrowConfig(3, { before: finer, crop: [9, 9, 9] }),
      mixNetwork({ weights: [0, 1, -1] }),
    );
    await using(PLENTY, async (annotator) => {
      const request = { ...(await requestOf({ session: 's' })), model };
      const transform = async () => {
        const { timings } = maskOf(await askAnnotator(annotator, request).answer);
        return timings.find(({ stage }) => stage === 'transform')?.milliseconds ?? NaN;
      };
      const first = await transform();
      const later = [await transform(), await transform(), await transform(), await transform()];
      expect(Math.min(...later)).toBeLessThan(first / 3);
    });
  });
});

describe('what a warm annotator answers', () => {
  it.each(KINDS)('is what a cold one answers, byte for byte, click after click: %s', async (model) => {
    const clicks = [[12, 9, 7], [1, 18, 3], [23, 19, 13], [12, 9, 7]] as const;
    await using(PLENTY, async (annotator) => {
      for (const click of clicks) {
        const ask: Ask = { model, click, seed: 2 };
        expect(await answer(annotator, { ...ask, session: 's' })).toEqual(await cold(ask));
      }
    });
  }); // prettier-ignore

  it('tells other clicks apart', async () => {
    await using(PLENTY, async (annotator) => {
      const [a, b] = [await answer(annotator, { session: 's' }), await answer(annotator, { session: 's', click: [3, 3, 3] })]; // prettier-ignore
      expect(a.bytes).not.toBe(b.bytes);
    });
  });

  it('is the same for many sessions and models at once, within plenty and within little', async () => {
    const asks = Array.from({ length: 30 }, (_, n): Ask => ({ model: KINDS[n % 5], seed: n % 4, click: [n % 24, n % 20, n % 14] })); // prettier-ignore
    const expected = await Promise.all(asks.map(cold));
    for (const warmBytes of [PLENTY, 400_000]) {
      const answers = await using(warmBytes, (annotator) =>
        Promise.all(asks.map((ask) => answer(annotator, { ...ask, session: `session ${ask.seed}` }))),
      );
      expect(answers).toEqual(expected);
    }
  });
});

describe('what is forgotten', () => {
  const gone = async (annotator: Annotator, request: DeepgrowRequest) => {
    await rm(request.images[0].path);
    await expectFault(askAnnotator(annotator, request).answer, 'Internal');
  };

  it('is read again, and other sessions are not', async () => {
    await using(PLENTY, async (annotator) => {
      const [a, b] = [await requestOf({ session: 'a' }), await requestOf({ session: 'b' })];
      for (const request of [a, b]) await askAnnotator(annotator, request).answer;
      annotator.forget('a');
      await gone(annotator, a);
      await rm(b.images[0].path);
      await askAnnotator(annotator, b).answer;
    });
  });

  it('is not kept by a request that runs meanwhile', async () => {
    await using(PLENTY, async (annotator) => {
      const request = await requestOf({ session: 'a', model: 'segments' });
      const asked = askAnnotator(annotator, request);
      await asked.started;
      annotator.forget('a');
      await asked.answer;
      await gone(annotator, request);
    });
  });
});
