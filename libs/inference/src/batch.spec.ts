import { describe, expect, it } from '@jest/globals';
import { inBatches, joined, parted } from './batch.js';
import { makeTensor } from './tensor.js';

const of = (...values: number[]) => makeTensor([values.length / 2, 2], Float32Array.from(values));

describe('a batch', () => {
  it('is its windows, one behind the other', () => {
    expect(joined([of(1, 2), of(3, 4), of(5, 6)])).toEqual(of(1, 2, 3, 4, 5, 6));
    const alone = of(1, 2);
    expect(joined([alone])).toBe(alone);
  });

  it.each([
    [1, [of(1, 2), of(3, 4), of(5, 6)]],
    [2, [of(1, 2, 3, 4), of(5, 6)]],
    [3, [of(1, 2, 3, 4, 5, 6)]],
    [9, [of(1, 2, 3, 4, 5, 6)]],
  ])('comes apart by %i, and together again', (size, parts) => {
    const batch = of(1, 2, 3, 4, 5, 6);
    expect(parted(batch, size)).toEqual(parts);
    expect(joined(parted(batch, size))).toEqual(batch);
    expect(parted(batch, size)[0].data.buffer).toBe(batch.data.buffer);
  });

  it('asks for no more items than it hands on', () => {
    let asked = 0;
    const items = function* () {
      for (asked = 1; asked < 100; asked++) yield asked;
    };
    const batches = inBatches(items(), 3);
    expect(batches.next().value).toEqual([1, 2, 3]);
    expect(asked).toBe(3);
    expect([...inBatches([1, 2, 3, 4], 3)]).toEqual([[1, 2, 3], [4]]);
    expect([...inBatches([], 3)]).toEqual([]);
  });
});
