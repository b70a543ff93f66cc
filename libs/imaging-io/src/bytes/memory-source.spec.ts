import { expect, it } from '@jest/globals';
import { memorySource } from './memory-source.js';

it('gives its bytes first to last, and fewer than asked only at the end', async () => {
  const source = memorySource(Uint8Array.of(1, 2, 3, 4, 5));
  const target = new Uint8Array(3);
  expect(source.atMost).toBe(5);
  expect([await source.fill(target), [...target], source.atMost]).toEqual([3, [1, 2, 3], 2]);
  expect([await source.fill(target), [...target], source.atMost]).toEqual([2, [4, 5, 3], 0]);
  expect(await source.fill(target)).toBe(0);
});

it('reads a part of a larger memory as that part', async () => {
  const target = new Uint8Array(8);
  const part = Uint8Array.of(9, 9, 1, 2, 9).subarray(2, 4);
  expect([await memorySource(part).fill(target), target[0], target[1], target[2]]).toEqual([2, 1, 2, 0]);
});

it('leaves the bytes as they are, whatever becomes of those it gave', async () => {
  const bytes = Uint8Array.of(1, 2);
  const target = new Uint8Array(2);
  const source = memorySource(bytes);
  await source.fill(target);
  target.fill(7);
  await source.finish();
  await source.close();
  expect([...bytes]).toEqual([1, 2]);
});
