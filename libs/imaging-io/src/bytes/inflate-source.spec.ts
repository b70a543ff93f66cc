import { setTimeout as pause } from 'node:timers/promises';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../testing/refusal.js';
import type { ByteSource } from './byte-source.js';
import { inflateSource } from './inflate-source.js';
import { memorySource } from './memory-source.js';
import { takeAll, takeInto } from './take-bytes.js';

const MIB = 1 << 20;
const bytes = Uint8Array.from({ length: 3 * MIB + 5 }, (_, at) => (at * 7919) >> 6);
const PACKED = { gzip: gzipSync(bytes, { level: 1 }), zlib: deflateSync(bytes, { level: 1 }) };

describe.each(['gzip', 'zlib'] as const)('%s', (wrapping) => {
  const open = (packed: Uint8Array = PACKED[wrapping]): ByteSource =>
    inflateSource(memorySource(packed), wrapping);

  it('gives the bytes that were packed, in pieces of any length', async () => {
    const source = open();
    const start = new Uint8Array(1000);
    await takeInto(source, start, 'start');
    const rest = await takeAll(source, bytes.length);
    expect(Buffer.compare(Buffer.concat([start, rest]), bytes)).toBe(0);
    await source.finish();
    await source.close();
  });

  it('takes no more packed bytes at once than it is told to, and few ahead', async () => {
    const packed = memorySource(PACKED[wrapping]);
    const source = inflateSource(packed, wrapping, { chunkBytes: 1000 });
    await takeInto(source, new Uint8Array(10), 'start');
    await pause(5);
    expect(PACKED[wrapping].length - packed.atMost).toBeLessThan(200_000);
    expect(Buffer.compare(await takeAll(source, bytes.length), bytes.subarray(10))).toBe(0);
    await source.close();
  });

  it('never promises less than is to come', async () => {
    const zeros =
      wrapping === 'gzip' ? gzipSync(new Uint8Array(8 * MIB)) : deflateSync(new Uint8Array(8 * MIB));
    const source = open(zeros);
    expect(source.atMost).toBeGreaterThanOrEqual(8 * MIB);
    await takeInto(source, new Uint8Array(MIB), 'start');
    expect(source.atMost).toBeGreaterThanOrEqual(7 * MIB);
    await source.close();
  });

  it('proves its checksum when the bytes end with the stream', async () => {
    const wrong = Uint8Array.from(PACKED[wrapping]);
    wrong[wrong.length - (wrapping === 'gzip' ? 6 : 1)] ^= 1;
    const source = open(wrong);
    const taking = takeInto(source, new Uint8Array(bytes.length), 'all').then(() => source.finish());
    const refusal = await refusalOf(taking);
    expect([refusal.tag, refusal.message]).toEqual([
      'MalformedImage',
      `The ${wrapping} stream is corrupt; send the whole file again.`,
    ]);
    await source.close();
  });

  it.each([0, 1, 5, 1000])('cut after %d bytes is cut short', async (length) => {
    const source = open(PACKED[wrapping].subarray(0, length));
    await expect(takeAll(source, bytes.length)).rejects.toThrow(/stream is cut short/);
    await source.close();
  });

  // A promise that fails unseen would fail the test that runs.
  it.each(['at once', 'after the first byte', 'while it reads ahead'])(
    'is closed %s, in peace',
    async (when) => {
      const closed: string[] = [];
      const slow = slowly(memorySource(PACKED[wrapping]), () => closed.push('below'));
      const source = inflateSource(slow, wrapping);
      if (when !== 'at once') await takeInto(source, new Uint8Array(1), 'byte');
      if (when === 'while it reads ahead') await pause(1);
      await source.close();
      expect(closed).toEqual(['below']);
      await pause(20);
    },
  );

  it('tells whoever waits for bytes that it was cancelled', async () => {
    const controller = new AbortController();
    const source = inflateSource(slowly(memorySource(PACKED[wrapping])), wrapping, {
      signal: controller.signal,
    });
    const taking = takeAll(source, bytes.length);
    controller.abort();
    await expect(taking).rejects.toMatchObject({ code: 'ABORT_ERR' });
    await source.close();
  });

  it('gives on what the source below refuses', async () => {
    const refusal = new Error('The disk is gone.');
    const broken = { ...memorySource(PACKED[wrapping]), fill: () => Promise.reject(refusal) };
    const source = inflateSource(broken, wrapping);
    await expect(source.fill(new Uint8Array(1))).rejects.toBe(refusal);
    await source.close();
  });
});

/** The same bytes, a few at a time and later; reading after the close fails, as a file does. */
function slowly(source: ByteSource, onClose: () => void = () => undefined): ByteSource {
  let open = true;
  return {
    get atMost() {
      return source.atMost;
    },
    async fill(target) {
      await pause(2);
      if (!open) throw new Error('This source is closed.');
      return source.fill(target);
    },
    finish: () => source.finish(),
    async close() {
      open = false;
      onClose();
    },
  };
}
