import { maskOf } from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { basename } from 'node:path';
import { eventually, isAlive, openFixturePool, type FixturePool } from './fixtures/fixture-pool.js';

const opened: FixturePool[] = [];

/** Every worker is idle, so that the first requests find a choice. */
async function openReady(options: Parameters<typeof openFixturePool>[0]): Promise<FixturePool> {
  const fixture = await openFixturePool(options);
  opened.push(fixture);
  await eventually('all workers are idle', () => allIdle(fixture));
  return fixture;
}
const allIdle = ({ pool }: FixturePool) => pool.status().workers.every(({ state }) => state === 'idle');
const ask = ({ pool, request }: FixturePool, behaviour: string, session?: string) =>
  askAnnotator(pool, request(behaviour, session));
const pidOf = async (fixture: FixturePool, session?: string, behaviour = 'echo') =>
  Number.parseInt(basename(maskOf(await ask(fixture, behaviour, session).answer).file), 10);

/** Asks for each session when the one before is answered. */
async function pidsOf(fixture: FixturePool, ...sessions: string[]): Promise<number[]> {
  const pids: number[] = [];
  for (const session of sessions) pids.push(await pidOf(fixture, session));
  return pids;
}

async function kill({ pool }: FixturePool, pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await eventually('the worker is dead and known to be', () => {
    return !isAlive(pid) && pool.status().workers.every((worker) => worker.pid !== pid);
  });
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((fixture) => fixture.end()));
});

describe('a session', () => {
  it.each([
    [2, ['a', 'b']],
    [3, ['a', 'b', 'c']],
  ])('has one of %i workers to itself, whoever asks when', async (workers, sessions) => {
    const fixture = await openReady({ workers });
    const homes = await pidsOf(fixture, ...sessions);
    expect(new Set(homes).size).toBe(workers);
    for (let round = 0; round < 3; round += 1) {
      expect(await Promise.all(sessions.map((session) => pidOf(fixture, session)))).toEqual(homes);
      expect(await pidsOf(fixture, ...[...sessions].reverse())).toEqual([...homes].reverse());
    }
  });

  it('does not wait for its own worker while another is idle, and stays with that one', async () => {
    const fixture = await openReady({ workers: 2 });
    const slow = pidOf(fixture, 'a', 'slow');
    const click = ask(fixture, 'echo', 'a');
    const second = basename(maskOf(await click.answer).file, '.nii.gz');
    expect(click.heard).toEqual([]);
    expect(`${await slow}`).not.toBe(second);
    expect(`${await pidOf(fixture, 'a')}`).toBe(second);
  });

  it('waits its turn, though its own worker gets free: nobody is overtaken', async () => {
    const fixture = await openReady({ workers: 2, killAfterMs: 50 });
    const [home] = await pidsOf(fixture, 'a', 'b');
    const stuck = ask(fixture, 'hang', 'b');
    const slow = ask(fixture, 'slow', 'a');
    await Promise.all([stuck.started, slow.started]);
    const order: string[] = [];
    const pids = ['new', 'a', 'b', 'none', 'a'].map(async (name) => {
      const pid = await pidOf(fixture, name === 'none' ? undefined : name);
      order.push(name);
      return pid;
    });
    expect(await Promise.all(pids)).toEqual([home, home, home, home, home]);
    expect(order).toEqual(['new', 'a', 'b', 'none', 'a']);
    stuck.cancel();
    await expectFault(stuck.answer, 'Cancelled');
  });

  it('that asks without a pause keeps nobody out', async () => {
    const fixture = await openReady({ workers: 2 });
    let asking = true;
    const click = async (session: string): Promise<void> => {
      while (asking) await pidOf(fixture, session);
    };
    const clicks = ['a', 'b', 'a', 'b', 'a', 'b'].map(click);
    const others = await pidsOf(fixture, 'c', 'd', 'e');
    asking = false;
    await Promise.all(clicks);
    expect(others).toHaveLength(3);
  });

  it('changes nothing where there is one worker', async () => {
    const fixture = await openReady({ workers: 1 });
    const order: string[] = [];
    const note = (session: string) => pidOf(fixture, session).then(() => order.push(session));
    await Promise.all(['a', 'b', 'a', 'c'].map(note));
    expect(order).toEqual(['a', 'b', 'a', 'c']);
  });
});

describe('a worker that is replaced', () => {
  it('leaves its sessions to the others, and they stay there', async () => {
    const fixture = await openReady({ workers: 2, start: 'ready-late' });
    const [lost, other] = await pidsOf(fixture, 'a', 'b');
    await kill(fixture, lost ?? Number.NaN);
    expect(await pidOf(fixture, 'a')).toBe(other);
    await eventually('the successor is idle', () => allIdle(fixture));
    expect(await pidsOf(fixture, 'a', 'b')).toEqual([other, other]);
  });

  it('has no session any more: a new one comes to its successor', async () => {
    const fixture = await openReady({ workers: 2 });
    const [lost, other, third] = await pidsOf(fixture, 'a', 'b', 'c');
    expect([lost, other]).not.toContain(undefined);
    expect(third).toBe(lost);
    await kill(fixture, lost ?? Number.NaN);
    await eventually('the successor is idle', () => allIdle(fixture));
    expect([lost, other]).not.toContain(await pidOf(fixture, 'd'));
  });

  it('has its request run once more, and the session is where that succeeded', async () => {
    const fixture = await openReady({ workers: 2, start: 'ready-late' });
    const [lost, other] = await pidsOf(fixture, 'a', 'b');
    expect(lost).not.toBe(other);
    expect(await pidOf(fixture, 'a', 'crash-once')).toBe(other);
    await eventually('the successor is idle', () => allIdle(fixture));
    expect(await pidOf(fixture, 'a')).toBe(other);
  });
});

describe('forgetting a session', () => {
  it('is told to every worker, the busy one too, and frees its place', async () => {
    const fixture = await openReady({ workers: 2 });
    const [first, second] = await pidsOf(fixture, 'a', 'b');
    const slow = ask(fixture, 'slow', 'a');
    await slow.started;
    fixture.pool.forget('b');
    await eventually('both have heard', () => fixture.lines.length === 2);
    expect([...fixture.lines].sort()).toEqual([
      `worker 1 (pid ${first}): forgets b`,
      `worker 2 (pid ${second}): forgets b`,
    ]);
    await slow.answer;
    expect(await pidsOf(fixture, 'c', 'a')).toEqual([second, first]);
  });

  it('is nothing to a worker that starts, is waited for, or is closed', async () => {
    const starting = await openFixturePool({ start: 'ready-late' });
    opened.push(starting);
    starting.pool.forget('a');
    await pidOf(starting, 'a');
    await starting.pool.close();
    starting.pool.forget('a');
    const failing = await openFixturePool({ start: 'exit-at-start' });
    opened.push(failing);
    await eventually('the worker is dead', () => failing.pool.status().workers[0]?.state === 'dead');
    failing.pool.forget('a');
    expect([...starting.lines, ...failing.lines].filter((line) => line.includes('forgets'))).toEqual([]);
  });
});
