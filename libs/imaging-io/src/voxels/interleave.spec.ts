import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { interleaveChannels, separateChannels } from './interleave.js';

describe('channels', () => {
  it('lie side by side in files, as blocks in volumes', () => {
    expect([...separateChannels(Uint8Array.of(1, 10, 2, 20, 3, 30), 2)]).toEqual([1, 2, 3, 10, 20, 30]);
    expect([...interleaveChannels(Uint8Array.of(1, 2, 3, 10, 20, 30), 2)]).toEqual([1, 10, 2, 20, 3, 30]);
  });

  it('keep their dtype', () => {
    expect(separateChannels(Int16Array.of(-1, -2), 2)).toEqual(Int16Array.of(-1, -2));
    expect(interleaveChannels(Float64Array.of(0.1, 0.2), 2)).toEqual(Float64Array.of(0.1, 0.2));
  });

  it('of one are not copied', () => {
    const voxels = Uint8Array.of(1, 2, 3);
    expect([separateChannels(voxels, 1), interleaveChannels(voxels, 1)]).toEqual([voxels, voxels]);
    expect(separateChannels(voxels, 1)).toBe(voxels);
  });

  it('come back in their order', () => {
    const channels = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(channels, fc.nat(9), (n, count) => {
        const blocks = Uint16Array.from({ length: n * count }, (_, at) => at);
        expect(separateChannels(interleaveChannels(blocks, n), n)).toEqual(blocks);
        expect(interleaveChannels(separateChannels(blocks, n), n)).toEqual(blocks);
      }),
    );
  });
});
