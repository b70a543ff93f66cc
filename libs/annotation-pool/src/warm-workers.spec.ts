import { describe, expect, it } from '@jest/globals';
import { WarmWorkers } from './warm-workers.js';

type Ran = readonly [session: string, worker: number];

function after(ran: readonly Ran[], mostSessions?: number): WarmWorkers<number> {
  const warm = new WarmWorkers<number>(mostSessions);
  for (const [session, worker] of ran) warm.note(session, worker);
  return warm;
}

describe('the choice of a worker', () => {
  it.each<
    [
      ran: readonly Ran[],
      session: string | undefined,
      idle: readonly number[],
      choice: number | undefined,
      reason: string,
    ]
  >([
    [[], undefined, [1, 2], 1, 'the first, when none has a session'],
    [[], 'a', [2, 3], 2, 'the same for a new session'],
    [[['a', 2]], 'a', [1, 2], 2, 'its own, though the other has none'],
    [[['a', 2]], 'a', [1, 3], 1, 'another one, when its own is busy'],
    [[['a', 2]], 'a', [], undefined, 'none, when all are busy'],
    [[['a', 1]], 'b', [1, 2], 2, 'a new session: the one that has fewer'],
    [[['a', 1]], undefined, [1, 2], 2, 'no session: the one that harms fewer'],
    [
      [
        ['a', 1],
        ['b', 1],
        ['c', 2],
        ['d', 3],
      ],
      'e',
      [1, 2, 3],
      2,
      'the first of those that have as few',
    ],
    [
      [
        ['a', 1],
        ['a', 2],
      ],
      'a',
      [1, 2],
      2,
      'the last that ran it, not the first',
    ],
    [
      [
        ['a', 1],
        ['a', 2],
        ['b', 3],
      ],
      'c',
      [3, 2, 1],
      1,
      'a session that moved counts once, where it is now',
    ],
  ])('%j, then %s while %j are idle: %s (%s)', (ran, session, idle, choice) => {
    expect(after(ran).choose(session, idle)).toBe(choice);
  });
});

describe('what WarmWorkers forgets', () => {
  it('is a session', () => {
    const warm = after([
      ['a', 2],
      ['b', 2],
    ]);
    warm.forget('a');
    warm.forget('unknown');
    expect([warm.choose('a', [1, 2]), warm.choose('b', [1, 2])]).toEqual([1, 2]);
  });

  it('is all of a worker, and nothing of another', () => {
    const warm = after([
      ['a', 2],
      ['b', 2],
      ['c', 3],
    ]);
    warm.forgetAllOf(2);
    expect(['a', 'b', 'c'].map((session) => warm.choose(session, [1, 2, 3]))).toEqual([1, 1, 3]);
  });

  it('is the session that has not asked for longest, when there are too many', () => {
    const ran: Ran[] = [
      ['a', 2],
      ['b', 2],
      ['a', 2],
      ['c', 3],
    ];
    const warm = after(ran, 2);
    expect(['a', 'b', 'c'].map((session) => warm.choose(session, [1, 2, 3]))).toEqual([2, 1, 3]);
  });

  it('bounds the memory of its own accord', () => {
    const warm = after(Array.from({ length: 4097 }, (_, at) => [`${at}`, 2]));
    expect(['0', '1', '4096'].map((session) => warm.choose(session, [1, 2]))).toEqual([1, 2, 2]);
  });
});
