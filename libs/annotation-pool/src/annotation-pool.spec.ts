import { maskOf, type FaultTag } from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { basename } from 'node:path';
import { eventually, isAlive, openFixturePool, type FixturePool } from './fixtures/fixture-pool.js';

const opened: FixturePool[] = [];
const open: typeof openFixturePool = async (options) => {
  const fixture = await openFixturePool(options);
  opened.push(fixture);
  return fixture;
};
const ask = ({ pool, request }: FixturePool, behaviour: string) => askAnnotator(pool, request(behaviour));
const fileOf = async ({ answer }: ReturnType<typeof ask>) => maskOf(await answer).file;
const pidIn = (file: string) => Number.parseInt(basename(file), 10);
const pidOf = async (fixture: FixturePool) => pidIn(await fileOf(ask(fixture, 'echo')));
const queuedPlaces = ({ heard }: ReturnType<typeof ask>) =>
  heard.flatMap((progress) => (progress.stage === 'queued' ? [progress.position] : []));

afterEach(async () => {
  await Promise.all(opened.splice(0).map((fixture) => fixture.end()));
});

describe('a request that fails', () => {
  it.each<[behaviour: string, tag: FaultTag, sentence: RegExp]>([
    ['fail', 'UnfitImage', /^The image has no slices\.$/],
    ['crash', 'WorkerLost', /ended twice while running this request \(signal SIGKILL\)/],
    ['exit', 'WorkerLost', /ended twice while running this request \(exit code 3\)/],
    ['abort', 'WorkerLost', /ended twice while running this request \(signal SIGABRT\)/],
    ['leave', 'WorkerLost', /ended twice while running this request \(exit code 0\)/],
  ])('%s: %s, and the next one is served', async (behaviour, tag, sentence) => {
    const fixture = await open();
    const fault = await expectFault(ask(fixture, behaviour).answer, tag);
    expect(fault.message).toMatch(sentence);
    await expect(ask(fixture, 'echo').answer).resolves.toMatchObject({ kind: 'mask' });
  });

  it('fails alone when it is no plain data, and its worker stays', async () => {
    const fixture = await open();
    const before = await pidOf(fixture);
    const request = { ...fixture.request('echo'), onProgress: () => undefined };
    await expectFault(askAnnotator(fixture.pool, request).answer, 'Internal');
    expect(await pidOf(fixture)).toBe(before);
  });

  it('runs for longer than it may: it fails with the limit, and its worker is replaced', async () => {
    const fixture = await open({ runLimitMs: 250, killAfterMs: 20 });
    const before = await pidOf(fixture);
    const fault = await expectFault(ask(fixture, 'hang').answer, 'LimitExceeded');
    expect(fault.message).toContain('0.25 s');
    expect(await pidOf(fixture)).not.toBe(before);
  });
});

describe('a worker that is lost', () => {
  it('has its request run once more on its successor', async () => {
    const fixture = await open();
    const before = await pidOf(fixture);
    const file = await fileOf(ask(fixture, 'crash-once'));
    expect(pidIn(file)).not.toBe(before);
    expect(fixture.lines).toContain(`worker 1 (pid ${before}): ended (signal SIGKILL)`);
  });

  it('is replaced when it is killed from outside while idle', async () => {
    const fixture = await open();
    const before = await pidOf(fixture);
    process.kill(before, 'SIGKILL');
    await eventually('the worker is dead', () => !isAlive(before));
    expect(await pidOf(fixture)).not.toBe(before);
  });

  it('leaves the request of the other worker alone', async () => {
    const fixture = await open({ workers: 2 });
    const slow = ask(fixture, 'slow');
    await slow.started;
    await expectFault(ask(fixture, 'crash').answer, 'WorkerLost');
    await slow.answer;
    const stages = slow.heard.filter(({ stage }) => stage === 'running');
    expect(stages).toHaveLength(9);
  });

  it('goes before those who wait, so that nobody overtakes its request', async () => {
    const fixture = await open();
    const order: string[] = [];
    const note = (behaviour: string) => ask(fixture, behaviour).answer.then(() => order.push(behaviour));
    await Promise.all([note('crash-once'), note('echo')]);
    expect(order).toEqual(['crash-once', 'echo']);
  });
});

describe('a cancel', () => {
  it('rejects at once; the worker obeys and is kept', async () => {
    const fixture = await open();
    const before = await pidOf(fixture);
    const slow = ask(fixture, 'slow');
    await slow.started;
    slow.cancel();
    await expectFault(slow.answer, 'Cancelled');
    expect(fixture.pool.status().workers).toEqual([{ state: 'busy', pid: before }]);
    expect(await pidOf(fixture)).toBe(before);
  });

  it.each(['hang', 'spin'])(
    'that is not obeyed (%s) rejects at once, and the worker is killed',
    async (behaviour) => {
      const fixture = await open({ killAfterMs: 150 });
      const before = await pidOf(fixture);
      const stuck = ask(fixture, behaviour);
      await stuck.started;
      stuck.cancel();
      await expectFault(stuck.answer, 'Cancelled');
      expect(isAlive(before)).toBe(true);
      expect(await pidOf(fixture)).not.toBe(before);
      expect(isAlive(before)).toBe(false);
      expect(fixture.lines.join()).toContain('is killed: a cancel was not obeyed within 150 ms');
    },
  );

  it('of what waits takes it out of the queue', async () => {
    const fixture = await open();
    const slow = ask(fixture, 'slow');
    await slow.started;
    const [second, third] = [ask(fixture, 'echo'), ask(fixture, 'echo')];
    await eventually('both wait', () => fixture.pool.status().queued === 2);
    second.cancel();
    await expectFault(second.answer, 'Cancelled');
    expect(fixture.pool.status().queued).toBe(1);
    await third.answer;
    expect([queuedPlaces(second), queuedPlaces(third)]).toEqual([[1], [2, 1]]);
  });

  it('leaves no listener on the signal, whatever became of the request', async () => {
    const fixture = await open();
    const { signal } = new AbortController();
    const watch = { signal, report: () => undefined };
    await Promise.allSettled(
      ['echo', 'fail', 'crash', 'slow'].map((it) => fixture.pool.annotate(fixture.request(it), watch)),
    );
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('the queue', () => {
  it('serves in order, tells every place, and refuses what does not fit', async () => {
    const fixture = await open({ queueLimit: 2 });
    const order: string[] = [];
    const slow = ask(fixture, 'slow');
    await slow.started;
    const waiting = ['a', 'b'].map((name) => {
      const asked = ask(fixture, 'echo');
      void asked.answer.then(() => order.push(name));
      return asked;
    });
    const fault = await expectFault(ask(fixture, 'echo').answer, 'Overloaded');
    expect(fault.message).toContain('all 2 places');
    await Promise.all(waiting.map(({ answer }) => answer));
    expect(order).toEqual(['a', 'b']);
    expect(waiting.map(queuedPlaces)).toEqual([[1], [2, 1]]);
  });

  it('of no length still lets in whoever needs not wait', async () => {
    const fixture = await open({ queueLimit: 0 });
    await eventually('the worker is ready', () => fixture.pool.status().ready === 1);
    const slow = ask(fixture, 'slow');
    await expectFault(ask(fixture, 'echo').answer, 'Overloaded');
    await expect(slow.answer).resolves.toMatchObject({ kind: 'mask' });
  });

  it('is shared by the workers', async () => {
    const fixture = await open({ workers: 2 });
    const files = await Promise.all(['slow', 'slow', 'slow', 'slow'].map((it) => fileOf(ask(fixture, it))));
    expect(new Set(files).size).toBe(2);
  });
});

describe('what a worker says', () => {
  it('is logged line by line, and words out of place are ignored', async () => {
    const fixture = await open();
    await expect(ask(fixture, 'mutter').answer).resolves.toMatchObject({ kind: 'mask' });
    const pid = fixture.pool.status().workers[0]?.pid;
    await eventually('all was logged', () => fixture.lines.length === 6);
    expect([...fixture.lines].sort()).toEqual([
      `worker 1 (pid ${pid}): a complaint`,
      `worker 1 (pid ${pid}): and another`,
      `worker 1 (pid ${pid}): one line`,
      `worker 1 (pid ${pid}): sent 'done' of a request that it does not run`,
      `worker 1 (pid ${pid}): sent 'ready' while busy`,
      `worker 1 (pid ${pid}): sent a message that is not of the worker protocol`,
    ]);
  });
});
