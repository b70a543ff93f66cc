import dcmjsCodecs from 'dcmjs-codecs';
import { describe, expect, it } from '@jest/globals';
import type { Unpack } from './pixel-codecs.js';
import type * as Threads from './unpack-threads.js';

// What was built: a thread runs JavaScript.
const built: typeof Threads = await import(
  new URL('../../dist/dicom/unpack-threads.js', import.meta.url).href
);

const ENOUGH = 6_000_000;
const { Context, NativeCodecs } = dcmjsCodecs;

const SHAPE = {
  columns: 24,
  rows: 16,
  samplesPerPixel: 1,
  precision: 12,
  signed: false,
  photometric: 'MONOCHROME2',
};
const numbersOf = (seed: number) => Uint16Array.from({ length: 24 * 16 }, (_, at) => (at * seed) % 4096);

async function packedFrame(seed: number) {
  if (!NativeCodecs.isInitialized()) await NativeCodecs.initializeAsync();
  const context = new Context({
    width: SHAPE.columns,
    height: SHAPE.rows,
    bitsAllocated: 16,
    bitsStored: 12,
    samplesPerPixel: 1,
    pixelRepresentation: 0,
    planarConfiguration: 0,
    photometricInterpretation: 'MONOCHROME2',
    decodedBuffer: new Uint8Array(numbersOf(seed).buffer),
  });
  const encoded = NativeCodecs.encodeJpeg(context, { lossy: false }).getEncodedBuffer();
  return { ...SHAPE, bytes: new Uint8Array(encoded ?? []) };
}

async function withThreads<T>(work: (unpackers: readonly Unpack[]) => Promise<T>): Promise<T> {
  const threads = built.openUnpackThreads(ENOUGH, 2);
  try {
    return await work(threads.unpackers);
  } finally {
    await threads.close();
  }
}

describe('threads that unpack frames', () => {
  it.each([
    [ENOUGH - 1, 8, 0],
    [ENOUGH, 1, 0],
    [ENOUGH, 2, 2],
    [ENOUGH, 64, 4],
  ])('for an effort of %d on %d cores: %d', async (samples, cores, count) => {
    const threads = built.openUnpackThreads(samples, cores);
    await threads.close();
    expect(threads.unpackers).toHaveLength(count);
  });

  it('give what was packed, frame after frame, each thread its own', async () => {
    const seeds = [3, 5, 7, 11, 13, 17];
    const frames = await Promise.all(seeds.map(packedFrame));
    const found = await withThreads((unpackers) =>
      Promise.all(
        unpackers.map(async (unpack) => {
          const unpacked: Uint16Array[] = [];
          for (const frame of frames) {
            const { bytes } = await unpack('jpeg', frame);
            unpacked.push(new Uint16Array(bytes.buffer, bytes.byteOffset, 24 * 16));
          }
          return unpacked;
        }),
      ),
    );
    expect(found).toEqual([seeds.map(numbersOf), seeds.map(numbersOf)]);
  });

  it('refuse a damaged frame as this thread does, and go on with the next', async () => {
    const sound = await packedFrame(3);
    await withThreads(async ([unpack]) => {
      const damaged = { ...sound, bytes: sound.bytes.subarray(0, 40) };
      const refusal = {
        tag: 'MalformedImage',
        message: expect.stringMatching(/cannot be decoded: the file is damaged/),
      };
      await expect(unpack('jpeg', damaged)).rejects.toMatchObject(refusal);
      const { bytes } = await unpack('jpeg', sound);
      expect(new Uint16Array(bytes.buffer, bytes.byteOffset, 24 * 16)).toEqual(numbersOf(3));
    });
  });

  it('that end refuse the frame they had', async () => {
    const frame = await packedFrame(3);
    const threads = built.openUnpackThreads(ENOUGH, 2);
    const [unpack] = threads.unpackers;
    const unpacking = unpack('jpeg', frame);
    const refused = expect(unpacking).rejects.toMatchObject({ tag: 'MalformedImage' });
    await threads.close();
    await refused;
  });
});
