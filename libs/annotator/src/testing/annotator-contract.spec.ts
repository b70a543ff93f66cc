import { voxelIndex } from '@aiaa/volume';
import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { Annotator, Watch } from '../annotator.js';
import { AnnotationFailed } from '../faults.js';
import type { AnnotationRequest, SegmentationRequest } from '../requests.js';
import { annotatorContract, type ContractRequest, type ContractSubject } from './annotator-contract.js';
import { FakeAnnotator, type FakeScript } from './fake-annotator.js';
import { imagesOf } from './images-of.js';

const request = (kind: ContractRequest): SegmentationRequest => ({
  kind: 'segmentation',
  model: { name: 'spleen', revision: '1', folder: '/models/spleen/1' },
  images: [{ path: '/tmp/image', name: kind }],
  result: { extension: '.nii.gz', compress: true },
  resultFolder: '/tmp/results',
});

const script: FakeScript = (request) => {
  const [image] = imagesOf(request);
  if (image?.name === 'failing') return { fault: { tag: 'UnfitImage', message: 'The image has no slices.' } };
  if (image?.name !== 'slow') return {};
  return {
    progress: [
      { stage: 'queued', position: 1 },
      { stage: 'running', windowsDone: 1, windows: 2 },
    ],
    until: delay(20),
  };
};

const subjectOf = (annotator: Annotator): ContractSubject => ({
  annotator,
  failingTag: 'UnfitImage',
  request: (kind) => Promise.resolve(request(kind)),
});

/** The fake with one method changed: `annotate` gets the sound fake's own method to build on. */
const broken = (
  annotate: (
    fake: FakeAnnotator,
    request: AnnotationRequest,
    watch: Watch,
  ) => ReturnType<Annotator['annotate']>,
): Annotator => {
  const fake = new FakeAnnotator(script);
  return {
    annotate: (asked, watch) => annotate(fake, asked, watch),
    forget: (session) => fake.forget(session),
    retire: (modelFolder) => fake.retire(modelFolder),
    close: () => fake.close(),
  };
};

const brokenLaws = async (annotator: () => Annotator): Promise<string[]> => {
  const laws = annotatorContract(() => Promise.resolve(subjectOf(annotator())));
  const names: string[] = [];
  for (const law of laws) await law.check().catch(() => names.push(law.name));
  return names;
};

describe('the contract, on an annotator that keeps it', () => {
  for (const law of annotatorContract(() => Promise.resolve(subjectOf(new FakeAnnotator(script))))) {
    it(law.name, law.check);
  }
});

describe('the contract finds an annotator that', () => {
  it.each<[vice: string, law: RegExp, annotator: () => Annotator]>([
    [
      'answers with points to spare',
      /sound/,
      () => new FakeAnnotator(() => ({ result: { points: [voxelIndex(0, 0, 0)] } })),
    ],
    [
      'writes where it likes',
      /at once/,
      () => new FakeAnnotator(() => ({ result: { file: '/etc/passwd' } })),
    ],
    [
      'writes another format than was asked for',
      /at once/,
      () => new FakeAnnotator(() => ({ result: { file: '/tmp/results/result.nrrd' } })),
    ],
    [
      'throws bare errors',
      /fails a request/,
      () =>
        broken((fake, asked, watch) =>
          fake.annotate(asked, watch).catch(() => Promise.reject(new Error('no'))),
        ),
    ],
    [
      'ignores the signal',
      /while it runs/,
      () =>
        broken((fake, asked, watch) =>
          fake.annotate(asked, { ...watch, signal: new AbortController().signal }),
        ),
    ],
    [
      'answers what was cancelled before',
      /before it starts/,
      () =>
        broken((fake, asked, { report }) =>
          fake.annotate(asked, { report, signal: new AbortController().signal }),
        ),
    ],
    [
      'says nothing while it runs',
      /how far/,
      () => broken((fake, asked, { signal }) => fake.annotate(asked, { signal, report: () => undefined })),
    ],
    [
      'counts backwards',
      /backwards/,
      () =>
        broken((fake, asked, watch) => {
          watch.report({ stage: 'running', windowsDone: 2, windows: 2 });
          return fake.annotate(asked, watch);
        }),
    ],
    [
      'minds a session that it does not know',
      /forgets a session/,
      () => ({
        ...broken((fake, asked, watch) => fake.annotate(asked, watch)),
        forget: (session) => {
          throw new Error(`Who is ${session}?`);
        },
      }),
    ],
    [
      'cuts a request short when its session is forgotten',
      /forgets a session/,
      () => {
        const cut = new AbortController();
        return {
          ...broken((fake, asked, watch) =>
            fake.annotate(asked, { ...watch, signal: AbortSignal.any([watch.signal, cut.signal]) }),
          ),
          forget: (session) => {
            if (session === 'running') cut.abort();
          },
        };
      },
    ],
    [
      'closes under a running request',
      /lets a running/,
      () => ({
        ...broken((fake, asked, watch) => fake.annotate(asked, watch)),
        close: () => Promise.resolve(),
      }),
    ],
    [
      'serves on when it is closed',
      /Stopping/,
      () => ({
        annotate: (asked, watch) => new FakeAnnotator(script).annotate(asked, watch),
        forget: () => undefined,
        retire: () => undefined,
        close: () => Promise.resolve(),
      }),
    ],
    [
      'minds to be closed twice',
      /twice/,
      () => {
        let closed = 0;
        return {
          annotate: (asked, watch) => new FakeAnnotator(script).annotate(asked, watch),
          forget: () => undefined,
          retire: () => undefined,
          close: async () => {
            closed += 1;
            if (closed > 1) throw new AnnotationFailed({ tag: 'Internal', message: 'Closed already.' });
          },
        };
      },
    ],
  ])('%s', async (_vice, law, annotator) => {
    expect(await brokenLaws(annotator)).toContainEqual(expect.stringMatching(law));
  });
});
