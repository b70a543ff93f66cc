import type { Annotator } from '../annotator.js';
import type { FaultTag } from '../faults.js';
import type { Progress } from '../progress.js';
import type { ModelRequest } from '../requests.js';
import { maskOf, type MaskResult } from '../results.js';
import { askAnnotator } from './ask-annotator.js';
import { ContractBroken } from './contract-broken.js';
import { expectFault } from './expect-fault.js';

/**
 * What a request of the contract is to do: be answered; fail with `failingTag`; or report that it runs, go on
 * for some 200 ms, and then be answered.
 */
export type ContractRequest = 'sound' | 'failing' | 'slow';

/** An adapter under test, freshly opened. */
export interface ContractSubject {
  readonly annotator: Annotator;
  readonly failingTag: FaultTag;
  /** A new request with a result folder of its own. */
  request(kind: ContractRequest): Promise<ModelRequest>;
  /** Throws when an answer is wrong, such as a mask that is not on the image's grid. */
  prove?(result: MaskResult, request: ModelRequest): Promise<void> | void;
}

/** One law of the port. `check` rejects with ContractBroken, or what `prove` throws, where it does not hold. */
export interface ContractLaw {
  readonly name: string;
  readonly check: () => Promise<void>;
}

/**
 * The laws that every Annotator obeys, as data, so that any test runner can run them. Each opens a subject of
 * its own and closes it.
 *
 * @example
 * describe('the pool', () => {
 *   for (const law of annotatorContract(openSubject)) it(law.name, law.check);
 * });
 */
export const annotatorContract = (open: () => Promise<ContractSubject>): readonly ContractLaw[] =>
  Object.entries(LAWS).map(([name, law]) => ({
    name,
    check: async () => {
      const subject = await open();
      try {
        await law(subject);
      } finally {
        await subject.annotator.close();
      }
    },
  }));

const LAWS: Readonly<Record<string, (subject: ContractSubject) => Promise<void>>> = {
  'answers a sound request': (subject) => answersSoundly(subject),

  'answers several requests that come at once': async (subject) => {
    await Promise.all([1, 2, 3].map(() => answersSoundly(subject)));
  },

  'tells how far a request is, never backwards': async (subject) => {
    const { answer, heard } = askAnnotator(subject.annotator, await subject.request('slow'));
    await answer;
    must(
      heard.some(({ stage }) => stage !== 'queued'),
      'A slow request reported nothing while it ran.',
    );
    heard.forEach((progress, at) => mustFollow(heard[at - 1], progress));
  },

  'fails a request with its fault, and serves the next': async (subject) => {
    const { answer } = askAnnotator(subject.annotator, await subject.request('failing'));
    await expectFault(answer, subject.failingTag);
    await answersSoundly(subject);
  },

  'rejects with Cancelled what is cancelled before it starts': async (subject) => {
    const cancelled = AbortSignal.abort();
    const request = await subject.request('sound');
    await expectFault(
      subject.annotator.annotate(request, { signal: cancelled, report: () => undefined }),
      'Cancelled',
    );
  },

  'rejects with Cancelled what is cancelled while it runs, and serves the next': async (subject) => {
    const asked = askAnnotator(subject.annotator, await subject.request('slow'));
    await asked.started;
    asked.cancel();
    await expectFault(asked.answer, 'Cancelled');
    const heard = asked.heard.length;
    await answersSoundly(subject);
    must(asked.heard.length === heard, 'A cancelled request still reported progress after its rejection.');
  },

  'forgets a session without harm': async (subject) => {
    const { annotator } = subject;
    annotator.forget('unknown');
    await answersSoundly(subject, 'idle');
    annotator.forget('idle');
    await answersSoundly(subject, 'idle');
    const slow = askAnnotator(annotator, { ...(await subject.request('slow')), session: 'running' });
    await slow.started;
    annotator.forget('running');
    await slow.answer;
    await annotator.close();
    annotator.forget('idle');
  },

  'retires a model without harm, and loads it again when it is asked for': async (subject) => {
    const { annotator } = subject;
    const { model } = await subject.request('sound');
    annotator.retire('/nowhere');
    await answersSoundly(subject);
    annotator.retire(model.folder);
    await answersSoundly(subject);
    const slow = askAnnotator(annotator, await subject.request('slow'));
    await slow.started;
    annotator.retire(model.folder);
    await slow.answer;
    await answersSoundly(subject);
  },

  'lets a running request end when it is closed': async (subject) => {
    const { answer, started } = askAnnotator(subject.annotator, await subject.request('slow'));
    await started;
    let ended = false;
    void answer.then(() => (ended = true));
    await subject.annotator.close();
    must(ended, 'Closing was done before the running request was.');
  },

  'refuses with Stopping what comes after closing': async (subject) => {
    await subject.annotator.close();
    const { answer } = askAnnotator(subject.annotator, await subject.request('sound'));
    await expectFault(answer, 'Stopping');
  },

  'may be closed twice, at once and again': async ({ annotator }) => {
    await Promise.all([annotator.close(), annotator.close()]);
    await annotator.close();
  },
};

async function answersSoundly(subject: ContractSubject, session?: string): Promise<void> {
  const sound = await subject.request('sound');
  const request = session === undefined ? sound : { ...sound, session };
  const result = maskOf(await askAnnotator(subject.annotator, request).answer);
  must(
    result.file.startsWith(request.resultFolder),
    `${result.file} is outside of the request's result folder.`,
  );
  must(
    [0, 6].includes(result.points.length),
    `${result.points.length} extreme points: there are six, or none.`,
  );
  must(
    result.file.endsWith(request.result.extension),
    `${result.file} is no ${request.result.extension}, which was asked for.`,
  );
  await subject.prove?.(result, request);
}

/** Windows are done one after the other, and nobody who left the queue comes back to it. */
function mustFollow(before: Progress | undefined, now: Progress): void {
  if (now.stage === 'queued') {
    must(now.position >= 1, `A place in the queue is counted from 1, not ${now.position}.`);
    must(before === undefined || before.stage === 'queued', `Back in the queue after ${before?.stage}.`);
    must(
      before?.stage !== 'queued' || now.position < before.position,
      'A place in the queue went backwards.',
    );
  }
  if (now.stage !== 'running') return;
  must(now.windowsDone <= now.windows, `${now.windowsDone} windows of ${now.windows} are done.`);
  if (before?.stage === 'running')
    must(now.windowsDone >= before.windowsDone, 'Windows that were done are not.');
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new ContractBroken(otherwise);
}
