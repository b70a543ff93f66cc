import { AnnotationFailed, maskOf } from '@aiaa/annotator';
import { askAnnotator } from '@aiaa/annotator/testing';
import { expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually, isAlive, openFixturePool, type FixturePool } from './fixtures/fixture-pool.js';

/** Numbers in [0, 1), the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const BEHAVIOURS = ['echo', 'slow', 'hang', 'fail', 'crash'];
const SESSIONS = ['a', 'b', 'c', undefined];

async function storm({ pool, request }: FixturePool, random: () => number) {
  const pids = new Set<number>();
  const outcomes: Promise<string>[] = [];
  const oneOf = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
  for (let count = 0; count < 100; count += 1) {
    const asked = askAnnotator(pool, request(oneOf(BEHAVIOURS) ?? 'echo', oneOf(SESSIONS)));
    outcomes.push(
      asked.answer.then(
        () => 'answered',
        (error: unknown) => (error instanceof AnnotationFailed ? error.fault.tag : String(error)),
      ),
    );
    await delay(random() * 60);
    const living = pool.status().workers.flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
    for (const pid of living) pids.add(pid);
    const [victim] = living;
    if (random() < 0.3) pool.forget(oneOf(SESSIONS) ?? 'unknown');
    if (random() < 0.2 && victim !== undefined) process.kill(victim, 'SIGKILL');
    void delay(random() * 300).then(asked.cancel);
  }
  return { pids: [...pids], outcomes: new Set(await Promise.all(outcomes)) };
}

it('serves, each session where it was, after a hundred cancels and kills at random, and leaves no process behind', async () => {
  const fixture = await openFixturePool({ workers: 2, queueLimit: 4, killAfterMs: 30 });
  try {
    const { pids, outcomes } = await storm(fixture, randomNumbers(20));
    const foreseen = ['answered', 'Cancelled', 'UnfitImage', 'WorkerLost', 'Overloaded'];
    expect([...outcomes].filter((outcome) => !foreseen.includes(outcome))).toEqual([]);
    expect(outcomes).toContain('Cancelled');
    expect(pids.length).toBeGreaterThan(10);

    await eventually('both workers are idle', () =>
      fixture.pool.status().workers.every(({ state }) => state === 'idle'),
    );
    const fileOf = async (session: string) =>
      maskOf(await askAnnotator(fixture.pool, fixture.request('echo', session)).answer).file;
    const sessions = ['a', 'b', 'c', 'new'];
    const homes: string[] = [];
    for (const session of sessions) homes.push(await fileOf(session));
    for (const [at, session] of sessions.entries()) expect(await fileOf(session)).toBe(homes[at]);
    await fixture.pool.close();
    expect(pids.filter(isAlive)).toEqual([]);
  } finally {
    await fixture.end();
  }
}, 30_000);
