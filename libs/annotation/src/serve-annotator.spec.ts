import {
  AnnotationFailed,
  type Annotator,
  type FromWorker,
  type SegmentationRequest,
  type ToWorker,
} from '@aiaa/annotator';
import { FakeAnnotator, imagesOf, type FakeScript } from '@aiaa/annotator/testing';
import { UnfitImage } from '@aiaa/volume/errors';
import { describe, expect, it } from '@jest/globals';
import { serveAnnotator } from './serve-annotator.js';

const request = (name = 'ct.nii.gz'): SegmentationRequest => ({
  kind: 'segmentation',
  model: { name: 'spleen', revision: '1', folder: '/models/spleen/1' },
  images: [{ path: '/tmp/image', name }],
  result: { extension: '.nii.gz', compress: true },
  resultFolder: '/tmp/result',
});

/** Serves, with the test in the place of the pool. */
function serve(annotator: Annotator) {
  const said: FromWorker[] = [];
  const log: string[] = [];
  const heardBy: ((message: ToWorker) => void)[] = [];
  const served = serveAnnotator(
    annotator,
    { send: (message) => said.push(message), listen: (hear) => heardBy.push(hear) },
    (text) => log.push(text),
  );
  const say = (...messages: ToWorker[]) =>
    messages.forEach((message) => heardBy.forEach((hear) => hear(message)));
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { said, log, served, say, settled };
}

const throwing = (error: unknown): Annotator => ({
  annotate: () => Promise.reject(error),
  forget: () => undefined,
  retire: () => undefined,
  close: () => Promise.resolve(),
});

const never = new Promise<never>(() => undefined);

describe('serveAnnotator', () => {
  it('says that it is ready, passes progress on, and answers under the number of the request', async () => {
    const { said, say, settled } = serve(new FakeAnnotator(() => ({ progress: [{ stage: 'reading' }] })));
    say({ kind: 'ask', id: 7, request: request() });
    await settled();
    expect(said).toEqual([
      { kind: 'ready' },
      { kind: 'progress', id: 7, progress: { stage: 'reading' } },
      {
        kind: 'done',
        id: 7,
        result: {
          kind: 'mask',
          file: '/tmp/result/result.nii.gz',
          points: [],
          timings: [],
          warnings: [],
        },
      },
    ]);
  });

  it.each<[what: string, error: Error, fault: object, logged: RegExp | undefined]>([
    [
      'a fault with its cause',
      new AnnotationFailed({ tag: 'NetworkFailed', message: 'No.' }, { cause: new Error('out of memory') }),
      { tag: 'NetworkFailed', message: 'No.' },
      /out of memory/,
    ],
    [
      'an image that does not fit, whose sentence says it all,',
      new UnfitImage('Four axes.'),
      { tag: 'UnfitImage', message: 'Four axes.' },
      undefined,
    ],
    [
      'an error that nobody foresaw',
      new TypeError('x is undefined'),
      { tag: 'Internal', message: 'The server failed on this request; its log says why.' },
      /x is undefined\n +at /,
    ],
  ])(
    'answers %s with the fault alone, and logs what someone must read',
    async (_what, error, fault, logged) => {
      const { said, log, say, settled } = serve(throwing(error));
      say({ kind: 'ask', id: 1, request: request() });
      await settled();
      expect(said.at(-1)).toEqual({ kind: 'failed', id: 1, fault });
      expect(log).toEqual(logged === undefined ? [] : [expect.stringMatching(logged)]);
    },
  );

  it('cancels what runs and what waits, by number, without a word in the log', async () => {
    const { said, log, say, settled } = serve(new FakeAnnotator(() => ({ until: never })));
    say({ kind: 'ask', id: 1, request: request() }, { kind: 'ask', id: 2, request: request() });
    await settled();
    say({ kind: 'cancel', id: 2 }, { kind: 'cancel', id: 99 });
    await settled();
    expect(said).toEqual([{ kind: 'ready' }]);
    say({ kind: 'cancel', id: 1 });
    await settled();
    expect(said.slice(1)).toEqual([
      { kind: 'failed', id: 1, fault: { tag: 'Cancelled', message: 'The request was cancelled.' } },
      { kind: 'failed', id: 2, fault: { tag: 'Cancelled', message: 'The request was cancelled.' } },
    ]);
    expect(log).toEqual([]);
  });

  it('runs one request at a time, in order', async () => {
    const ends: (() => void)[] = [];
    const script: FakeScript = () => ({ until: new Promise<void>((resolve) => ends.push(resolve)) });
    const annotator = new FakeAnnotator(script);
    const { say, settled } = serve(annotator);
    say({ kind: 'ask', id: 1, request: request('a') }, { kind: 'ask', id: 2, request: request('b') });
    await settled();
    expect(annotator.requests.map((one) => imagesOf(one)[0]?.name)).toEqual(['a']);
    ends[0]?.();
    await settled();
    expect(annotator.requests.map((one) => imagesOf(one)[0]?.name)).toEqual(['a', 'b']);
  });

  it('forgets a session in its turn: after what was asked before, before what is asked later', async () => {
    const ends: (() => void)[] = [];
    const script: FakeScript = () => ({ until: new Promise<void>((resolve) => ends.push(resolve)) });
    const annotator = new FakeAnnotator(script);
    const { say, settled } = serve(annotator);
    const done = () => [annotator.requests.length, [...annotator.forgotten]];
    say(
      { kind: 'ask', id: 1, request: request('a') },
      { kind: 'ask', id: 2, request: request('b') },
      { kind: 'forget', session: 's' },
      { kind: 'ask', id: 3, request: request('c') },
    );
    await settled();
    expect(done()).toEqual([1, []]);
    ends[0]?.();
    await settled();
    expect(done()).toEqual([2, []]);
    ends[1]?.();
    await settled();
    expect(done()).toEqual([3, ['s']]);
  });

  it('forgets at once what nobody asks about', async () => {
    const annotator = new FakeAnnotator();
    const { say, settled } = serve(annotator);
    say({ kind: 'forget', session: 'a' }, { kind: 'forget', session: 'a' });
    await settled();
    expect(annotator.forgotten).toEqual(['a', 'a']);
  });

  it('serves the next request when an answer cannot be sent', async () => {
    const said: FromWorker[] = [];
    const unsendable = new Error('could not be cloned');
    let hear: (message: ToWorker) => void = () => undefined;
    void serveAnnotator(
      new FakeAnnotator((_, count) => ({ result: { file: `/tmp/${count}` } })),
      {
        send: (message) => {
          if (message.kind === 'done' && message.id === 1) throw unsendable;
          said.push(message);
        },
        listen: (listener) => (hear = listener),
      },
      () => undefined,
    );
    hear({ kind: 'ask', id: 1, request: request() });
    hear({ kind: 'ask', id: 2, request: request() });
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(said.map(({ kind }) => kind)).toEqual(['ready', 'failed', 'done']);
  });

  it('closes the annotator after the last answer, and then is done', async () => {
    let end: () => void = () => undefined;
    const annotator = new FakeAnnotator(() => ({ until: new Promise<void>((resolve) => (end = resolve)) }));
    const { said, served, say, settled } = serve(annotator);
    say({ kind: 'ask', id: 1, request: request() }, { kind: 'close' });
    await settled();
    expect(annotator.closed).toBe(false);
    end();
    await served;
    expect(said.at(-1)).toMatchObject({ kind: 'done', id: 1 });
    expect(annotator.closed).toBe(true);
  });

  it('fails when the annotator cannot be closed', async () => {
    const { served, say } = serve({
      ...throwing(undefined),
      close: () => Promise.reject(new Error('stuck')),
    });
    say({ kind: 'close' });
    await expect(served).rejects.toThrow('stuck');
  });
});
