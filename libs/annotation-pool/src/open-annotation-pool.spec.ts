import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from './clock.js';
import {
  eventually,
  FIXTURE_WORKER,
  isAlive,
  openFixturePool,
  type FixturePool,
} from './fixtures/fixture-pool.js';
import { openAnnotationPool } from './open-annotation-pool.js';

const opened: FixturePool[] = [];
const open: typeof openFixturePool = async (options) => {
  const fixture = await openFixturePool(options);
  opened.push(fixture);
  return fixture;
};
const ask = ({ pool, request }: FixturePool, behaviour: string) => askAnnotator(pool, request(behaviour));
const pidsOf = ({ pool }: FixturePool) => pool.status().workers.map(({ pid }) => pid);

afterEach(async () => {
  await Promise.all(opened.splice(0).map((fixture) => fixture.end()));
});

/** Writes down every wait of the pool; those up to `longest` milliseconds are over at once. */
const hastyClock = (waits: number[], longest = 999): Clock => ({
  after(milliseconds, callback) {
    waits.push(milliseconds);
    const timer = setTimeout(callback, milliseconds <= longest ? 0 : milliseconds);
    return () => clearTimeout(timer);
  },
});

describe('opening a pool', () => {
  it.each([
    [{ workerEntry: '/nowhere/worker.js' }, /\/nowhere\/worker\.js is not a file that can be read/],
    [{ workerEntry: FIXTURE_WORKER, workers: 0 }, /at least one worker.*not 0 and 16/],
    [{ workerEntry: FIXTURE_WORKER, workers: 1.5 }, /not 1\.5 and 16/],
    [{ workerEntry: FIXTURE_WORKER, queueLimit: -1 }, /not 1 and -1/],
    [{ workerEntry: FIXTURE_WORKER, queueLimit: Number.NaN }, /not 1 and NaN/],
  ])('refuses %j', async (options, sentence) => {
    await expect(openAnnotationPool(options)).rejects.toThrow(sentence);
  });

  it('keeps requests until a worker is ready', async () => {
    const fixture = await open({ start: 'ready-late' });
    const early = ask(fixture, 'echo');
    expect(fixture.pool.status()).toMatchObject({ ready: 0, queued: 1, workers: [{ state: 'starting' }] });
    await early.answer;
    expect(fixture.pool.status()).toMatchObject({ ready: 1, queued: 0, workers: [{ state: 'idle' }] });
    expect(early.heard).toEqual([{ stage: 'queued', position: 1 }]);
  });

  it('passes its environment to the workers', async () => {
    const fixture = await open({ workerEnv: { FIXTURE_START: 'exit-at-start' } });
    await eventually('a worker has ended as its environment says', () =>
      fixture.lines.some((line) => line.endsWith('ended (exit code 7)')),
    );
  });

  it('tries again, ever later, when workers do not start, and tells those who wait', async () => {
    const waits: number[] = [];
    const fixture = await open({ start: 'exit-at-start', clock: hastyClock(waits) });
    const fault = await expectFault(ask(fixture, 'echo').answer, 'WorkerLost');
    expect(fault.message).toMatch(
      /^The worker process ended 3 times in a row before it could work \(exit code 7\)/,
    );
    await expectFault(ask(fixture, 'echo').answer, 'WorkerLost');
    await eventually('it has started five times', () => fixture.lines.length >= 5);
    expect(waits.filter((wait) => wait < 1000).slice(0, 4)).toEqual([100, 200, 400, 800]);
  });

  it('serves on when one of two workers never starts', async () => {
    const marker = join(tmpdir(), `first-only-${process.pid}-${Date.now()}`);
    const fixture = await open({ workers: 2, workerArgs: ['first-only', marker], clock: hastyClock([]) });
    await eventually(
      'the other has failed four times',
      () => fixture.lines.filter((line) => line.endsWith('ended (exit code 1)')).length >= 4,
    );
    await expect(ask(fixture, 'echo').answer).resolves.toMatchObject({ kind: 'mask' });
    await rm(marker);
  });

  it('ends a worker that left its channel but stays', async () => {
    const waits: number[] = [];
    const fixture = await open({ clock: hastyClock(waits, 1000) });
    const fault = await expectFault(ask(fixture, 'haunt').answer, 'WorkerLost');
    expect(fault.message).toContain('(signal SIGKILL)');
    expect(waits.filter((wait) => wait === 1000)).toHaveLength(2);
  });

  it('replaces a worker that does not get ready in time', async () => {
    const fixture = await open({ start: 'never-ready', startLimitMs: 100 });
    const [first] = pidsOf(fixture);
    await eventually('the first worker is dead', () => !isAlive(first));
    await eventually('there is another', () =>
      pidsOf(fixture).some((pid) => pid !== undefined && pid !== first),
    );
    expect(fixture.lines[0]).toBe(`worker 1 (pid ${first}): is killed: not ready within 100 ms`);
  });
});

describe('closing a pool', () => {
  it('lets what runs end, rejects what waits, and leaves no process', async () => {
    const fixture = await open({ workers: 2 });
    const running = [ask(fixture, 'slow'), ask(fixture, 'slow')];
    await Promise.all(running.map(({ started }) => started));
    const waiting = ask(fixture, 'echo');
    const pids = pidsOf(fixture);
    expect(pids.map(isAlive)).toEqual([true, true]);
    const closed = fixture.pool.close();
    await expectFault(waiting.answer, 'Stopping');
    await expectFault(ask(fixture, 'echo').answer, 'Stopping');
    await closed;
    await expect(Promise.all(running.map(({ answer }) => answer))).resolves.toHaveLength(2);
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(fixture.pool.status()).toMatchObject({
      ready: 0,
      workers: [{ state: 'dead' }, { state: 'dead' }],
    });
  });

  it.each([
    ['idle', {}, 'idle'],
    ['still starting', { start: 'never-ready' }, 'starting'],
    ['deaf to it', { start: 'deaf-to-close', closeGraceMs: 50 }, 'idle'],
    ['waiting to be replaced', { start: 'exit-at-start' }, 'dead'],
  ])('ends a worker that is %s', async (_what, options, state) => {
    const fixture = await open(options);
    await eventually(`it is ${state}`, () => fixture.pool.status().workers[0]?.state === state);
    const [pid] = pidsOf(fixture);
    expect(isAlive(pid)).toBe(state !== 'dead');
    await fixture.pool.close();
    expect(isAlive(pid)).toBe(false);
  });

  it('ends a worker that is busy with what nobody waits for', async () => {
    const fixture = await open({ killAfterMs: 50 });
    const hanging = ask(fixture, 'hang');
    await hanging.started;
    const [pid] = pidsOf(fixture);
    expect(isAlive(pid)).toBe(true);
    hanging.cancel();
    await expectFault(hanging.answer, 'Cancelled');
    await fixture.pool.close();
    expect(isAlive(pid)).toBe(false);
  });

  it('does not run again what is lost while it closes', async () => {
    const fixture = await open();
    const slow = ask(fixture, 'slow');
    await slow.started;
    const closed = fixture.pool.close();
    process.kill(pidsOf(fixture)[0] ?? Number.NaN, 'SIGKILL');
    await expectFault(slow.answer, 'Stopping');
    await closed;
  });
});

it('leaves no worker behind when this process exits without closing the pool', async () => {
  const before = new Set(process.listeners('exit'));
  const fixture = await open({ workers: 2 });
  const pids = pidsOf(fixture);
  expect(pids.map(isAlive)).toEqual([true, true]);
  const [onExit, ...others] = process.listeners('exit').filter((listener) => !before.has(listener));
  expect(others).toEqual([]);
  onExit?.(0);
  await eventually('both workers are dead', () => !pids.some(isAlive));
  await fixture.pool.close();
  expect(new Set(process.listeners('exit'))).toEqual(before);
});
