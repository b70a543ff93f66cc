import { describe, expect, it } from '@jest/globals';
import { LimitExceeded, MalformedImage } from '@aiaa/volume/errors';
import type { ByteSource } from './byte-source.js';
import { memorySource } from './memory-source.js';
import { skipBytes, takeAll, takeInto } from './take-bytes.js';

const MIB = 1 << 20;
const ramp = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at);

describe('takeInto', () => {
  it('fills the whole target', async () => {
    const target = new Uint8Array(3);
    await takeInto(memorySource(ramp(5)), target, 'header');
    expect([...target]).toEqual([0, 1, 2]);
  });

  it('says how much of what is missing', async () => {
    const taking = takeInto(memorySource(ramp(5)), new Uint8Array(8), 'header');
    await expect(taking).rejects.toThrow(
      new MalformedImage('The file ends 3 bytes before the end of its header.'),
    );
  });
});

describe('skipBytes', () => {
  it.each([0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB + 3])('leaves out %d bytes', async (count) => {
    const bytes = new Uint8Array(count + 2);
    bytes.set([7, 8], count);
    const source = memorySource(bytes);
    await skipBytes(source, count, 'header');
    expect(source.atMost).toBe(2);
    expect([...(await takeAll(source, 2))]).toEqual([7, 8]);
  });

  it('refuses to leave out what is not there', async () => {
    await expect(skipBytes(memorySource(ramp(5)), 6, 'bytes before the voxels')).rejects.toThrow(
      'ends 1 bytes before the end of its bytes before the voxels',
    );
  });
});

describe('takeAll', () => {
  it.each([0, 1, 4 * MIB - 1, 4 * MIB, 4 * MIB + 1, 9 * MIB])('takes %d bytes', async (length) => {
    const bytes = new Uint8Array(length).fill(5);
    // Above 4 MiB the pieces and the whole are held at once.
    const taken = await takeAll(memorySource(bytes), length > 4 * MIB ? 2 * length : length);
    expect(Buffer.compare(taken, bytes)).toBe(0);
  });

  it('knows the end of a source that does not know how much is to come', async () => {
    const source: ByteSource = Object.defineProperty(memorySource(ramp(9)), 'atMost', { value: 1e15 });
    expect([...(await takeAll(source, 9))]).toEqual([...ramp(9)]);
  });

  it('refuses one byte more than the limit', async () => {
    await expect(takeAll(memorySource(new Uint8Array(MIB + 1)), MIB)).rejects.toThrow(
      new LimitExceeded('The file needs more memory than 1 MiB, which is the limit.'),
    );
  });

  it('counts the pieces and the whole', async () => {
    await expect(takeAll(memorySource(new Uint8Array(5 * MIB)), 10 * MIB - 1)).rejects.toThrow(LimitExceeded);
  });

  it('stops at the limit, though the source has no end', async () => {
    let given = 0;
    const endless: ByteSource = {
      atMost: Infinity,
      fill: async (target) => {
        given += target.length;
        return target.length;
      },
      finish: async () => undefined,
      close: async () => undefined,
    };
    await expect(takeAll(endless, MIB)).rejects.toThrow(LimitExceeded);
    expect(given).toBeLessThan(8 * MIB);
  });
});
