import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ByteSource } from './byte-source.js';
import { memorySource } from './memory-source.js';
import { peekableSource } from './peekable-source.js';

it('shows what is to come and takes none of it', async () => {
  const source = peekableSource(memorySource(Uint8Array.of(1, 2, 3, 4)));
  expect([...(await source.peek(3))]).toEqual([1, 2, 3]);
  expect([...(await source.peek(2))]).toEqual([1, 2]);
  expect([...(await source.peek(9))]).toEqual([1, 2, 3, 4]);
  expect(source.atMost).toBe(4);
  const target = new Uint8Array(3);
  expect([await source.fill(target), [...target], source.atMost]).toEqual([3, [1, 2, 3], 1]);
  expect([...(await source.peek(9))]).toEqual([4]);
});

it('takes no memory for what cannot come', async () => {
  const source = peekableSource(memorySource(Uint8Array.of(1)));
  expect([...(await source.peek(2 ** 40))]).toEqual([1]);
});

it('gives the same bytes however looks and takes are mixed', async () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, at) => at);
  const step = fc.record({ peek: fc.boolean(), count: fc.nat(50) });
  await fc.assert(
    fc.asyncProperty(fc.array(step), async (steps) => {
      const source = peekableSource(memorySource(bytes));
      let taken = 0;
      for (const { peek, count } of steps) {
        const target = new Uint8Array(count);
        const seen = peek ? await source.peek(count) : target.subarray(0, await source.fill(target));
        expect([...seen]).toEqual([...bytes.subarray(taken, taken + count)]);
        if (!peek) taken += seen.length;
        expect(source.atMost).toBe(bytes.length - taken);
      }
    }),
  );
});

it('proves and closes the source below', async () => {
  const calls: string[] = [];
  const below: ByteSource = {
    ...memorySource(new Uint8Array(0)),
    finish: async () => void calls.push('finish'),
    close: async () => void calls.push('close'),
  };
  const source = peekableSource(below);
  await source.finish();
  await source.close();
  expect(calls).toEqual(['finish', 'close']);
});
