import { expect, it } from '@jest/globals';
import { Timings } from './timings.js';

/** A clock that shows these times, one after the other. */
const clock = (...times: number[]) => {
  const left = [...times];
  return () => left.shift() ?? NaN;
};

it('keeps the stages in the order in which they ended, each with all of its time', async () => {
  const timings = new Timings(clock(0, 3, 10, 11, 20, 25));
  expect(await timings.time('transform', () => 'made')).toBe('made');
  await timings.time('network', () => Promise.resolve());
  await timings.time('transform', () => undefined);
  expect(timings.stages).toEqual([
    { stage: 'transform', milliseconds: 8 },
    { stage: 'network', milliseconds: 1 },
  ]);
});

it('counts what failed, and lets it fail', async () => {
  const timings = new Timings(clock(0, 7));
  await expect(timings.time('read', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(timings.stages).toEqual([{ stage: 'read', milliseconds: 7 }]);
});
