import { once } from 'node:events';
import { createDeflate, deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readImage, type ReadOptions } from '../read-image.js';
import { pngBytes, pngOfChunks, type PngChunkFields } from '../testing/png-bytes.js';
import { REFERENCE_PNGS } from '../fixtures/raster-reference.js';
import { endsOf } from '../testing/ends-of.js';
import { randomNumbers } from '../testing/random-numbers.js';
import { refusalOf } from '../testing/refusal.js';

const read = (bytes: Uint8Array, options?: ReadOptions) => readImage({ bytes, name: 'picture.png' }, options);

const sound = pngBytes();
const packed = deflateSync(new Uint8Array(8));
const cut = (bytes: Uint8Array, length: number): Uint8Array => bytes.subarray(0, length);
const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 0x40 : byte));
const PALETTE: PngChunkFields = { type: 'PLTE', data: Uint8Array.of(1, 2, 3) };
const indexed = { colourType: 3, before: [PALETTE] };
const header = { type: 'IHDR', data: sound.slice(16, 29) };
const end = { type: 'IEND' };

describe('each of these is refused by one clear sentence', () => {
  it.each<[string, Uint8Array, string, RegExp]>([
    ['a signature alone', cut(sound, 8), 'MalformedImage', /cut short: it has no end/],
    ['cut in the header', cut(sound, 20), 'MalformedImage', /cut short: its IHDR chunk declares 13 bytes, 0 can follow/],
    ['cut in the rows', cut(sound, 50), 'MalformedImage', /cut short: its IDAT chunk declares 11 bytes, 5 can follow/],
    ['without an end', cut(sound, sound.length - 12), 'MalformedImage', /cut short: it has no end/],
    ['half an end', cut(sound, sound.length - 1), 'MalformedImage', /cut short: it has no end/],
    ['a chunk longer than the file', pngBytes({ before: [{ type: 'tEXt', length: 2 ** 32 - 1 }] }), 'MalformedImage', /declares 4294967295 bytes/],
    ['a chunk shorter than it is', pngBytes({ before: [{ type: 'tEXt', data: new Uint8Array(9), length: 2 }] }), 'MalformedImage', /no chunk at byte 47/],
    ['a header with a wrong checksum', flipped(sound, 19), 'MalformedImage', /checksum of its IHDR/],
    ['rows with a wrong checksum', flipped(sound, 45), 'MalformedImage', /checksum of its IDAT/],
    ['an end with a wrong checksum', flipped(sound, sound.length - 1), 'MalformedImage', /checksum of its IEND/],
    ['a name that is none', flipped(sound, 37), 'MalformedImage', /no chunk at byte 33/],
    ['no header', pngOfChunks([{ type: 'IDAT', data: packed }, end]), 'MalformedImage', /begins with the chunk IDAT/],
    ['two headers', pngBytes({ before: [header] }), 'MalformedImage', /more than one IHDR/],
    ['a header of 12 bytes', pngOfChunks([{ type: 'IHDR', data: header.data.slice(1) }, { type: 'IDAT', data: packed }, end]), 'MalformedImage', /header of 12 bytes/],
    ['an end alone', pngOfChunks([end]), 'MalformedImage', /begins with the chunk IEND/],
    ['no rows', pngBytes({ packed: [] }), 'MalformedImage', /no picture in it/],
    ['empty rows', pngBytes({ packed: [new Uint8Array(0)] }), 'MalformedImage', /no picture in it/],
    ['a chunk that one has to know', pngBytes({ before: [{ type: 'CgBI', data: new Uint8Array(4) }] }), 'UnsupportedImage', /CgBI/],
    ['no width', pngBytes({ width: 0 }), 'MalformedImage', /declares 0 x 2 pixels/],
    ['no height', pngBytes({ height: 0 }), 'MalformedImage', /declares 3 x 0 pixels/],
    ['wider than a PNG can be', pngBytes({ width: 2 ** 31 }), 'MalformedImage', /declares 2147483648 x 2/],
    ['100000 x 100000', pngBytes({ width: 1e5, height: 1e5 }), 'LimitExceeded', /100000 x 100000 pixels, 9.3 GiB in memory; the limit is 4 GiB/],
    ['as large as can be', pngBytes({ width: 2 ** 31 - 1, height: 2 ** 31 - 1, depth: 16, colourType: 6 }), 'LimitExceeded', /2147483647 x 2147483647 pixels of 4 channels, 32768 PiB/],
    ['1 GiB in a few bytes', pngBytes({ width: 32768, height: 32768 }), 'MalformedImage', /1 GiB; its data can hold no more than 11.1 KiB/],
    ['a colour type that is none', pngBytes({ colourType: 1 }), 'MalformedImage', /colour type 1 of 8 bits/],
    ['colours of 4 bits', pngBytes({ colourType: 2, depth: 4 }), 'MalformedImage', /colour type 2 of 4 bits/],
    ['a palette of 16 bits', pngBytes({ ...indexed, depth: 16 }), 'MalformedImage', /colour type 3 of 16 bits/],
    ['no bits', pngBytes({ depth: 0 }), 'MalformedImage', /colour type 0 of 0 bits/],
    ['a compression that is none', pngBytes({ compression: 1 }), 'MalformedImage', /compression 1/],
    ['a filter method that is none', pngBytes({ filterMethod: 64 }), 'MalformedImage', /filter 64/],
    ['an interlace that is none', pngBytes({ interlace: 2 }), 'MalformedImage', /interlace 2/],
    ['no palette', pngBytes({ colourType: 3 }), 'MalformedImage', /palette of 0 bytes/],
    ['a palette of four bytes', pngBytes({ colourType: 3, before: [{ type: 'PLTE', data: new Uint8Array(4) }] }), 'MalformedImage', /palette of 4 bytes/],
    ['a palette of 257 colours', pngBytes({ colourType: 3, before: [{ type: 'PLTE', data: new Uint8Array(771) }] }), 'MalformedImage', /palette of 771 bytes/],
    ['two palettes', pngBytes({ colourType: 3, before: [PALETTE, PALETTE] }), 'MalformedImage', /more than one PLTE/],
    ['more alphas than colours', pngBytes({ colourType: 3, before: [PALETTE, { type: 'tRNS', data: new Uint8Array(2) }] }), 'MalformedImage', /2 alphas for a palette of 1/],
    ['a colour that the palette has not', pngBytes({ ...indexed, rows: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 7) }), 'MalformedImage', /colour 7 of a palette of 1/],
    ['a filter that is none', pngBytes({ rows: Uint8Array.of(0, 0, 0, 0, 5, 0, 0, 0) }), 'MalformedImage', /filter 5/],
    ['fewer rows than declared', pngBytes({ rows: new Uint8Array(7) }), 'MalformedImage', /ends 1 bytes before the end of its pixels/],
    ['no bytes of rows', pngBytes({ rows: new Uint8Array(0) }), 'MalformedImage', /ends 8 bytes before the end of its pixels/],
    ['a zlib stream cut short', pngBytes({ packed: [packed.subarray(0, 7)] }), 'MalformedImage', /zlib stream is cut short/],
    ['a zlib stream without its checksum', pngBytes({ packed: [packed.subarray(0, -2)] }), 'MalformedImage', /zlib stream is cut short/],
    ['a zlib stream with a wrong checksum', pngBytes({ packed: [flipped(packed, packed.length - 1)] }), 'MalformedImage', /zlib stream is corrupt/],
    ['no zlib stream', pngBytes({ packed: [Buffer.from('hello, hello')] }), 'MalformedImage', /zlib stream is corrupt/],
  ])('%s', async (_what, bytes, tag, sentence) => {
    const refusal = await refusalOf(read(bytes));
    expect(refusal.message).toMatch(sentence);
    expect(refusal.tag).toBe(tag);
  }); // prettier-ignore
});

describe('the limit is that of the voxels, as they are in memory', () => {
  it.each([
    ['a byte each', { width: 100, height: 20, rows: new Uint8Array(2020) }, 2000],
    ['a bit of grey becomes a byte', { width: 96, height: 20, depth: 1, rows: new Uint8Array(260) }, 1920],
    ['a bit of a palette becomes three', { ...indexed, width: 96, height: 20, depth: 1, rows: new Uint8Array(260) }, 5760],
    ['two bytes', { width: 50, height: 20, depth: 16, rows: new Uint8Array(2020) }, 2000],
  ])('%s', async (_what, fields, decodedBytes) => {
    const { volume } = await read(pngBytes(fields), { limits: { decodedBytes } });
    expect(volume.voxels.byteLength).toBe(decodedBytes);
    const refusal = await refusalOf(read(pngBytes(fields), { limits: { decodedBytes: decodedBytes - 1 } }));
    expect(refusal.tag).toBe('LimitExceeded');
  }); // prettier-ignore

  it('and of the file', async () => {
    const long = pngBytes({ before: [{ type: 'tEXt', data: new Uint8Array(5000) }] });
    const refusal = await refusalOf(read(long, { limits: { decodedBytes: 4000 } }));
    expect(refusal.message).toMatch(/more memory than 3.9 KiB/);
  });
});

describe('a stream that inflates to 1 GiB', () => {
  let bomb: Uint8Array;
  beforeAll(async () => void (bomb = await zeros(1024)), 60_000);

  it.each<[string, (packed: Uint8Array) => Uint8Array]>([
    ['as the rows of a small picture', (packed) => pngBytes({ packed: [packed] })],
    ['as the colour profile', (packed) => pngBytes({ before: [{ type: 'iCCP', data: Buffer.concat([Buffer.from('p\0\0'), packed]) }] })],
    ['as a packed text', (packed) => pngBytes({ before: [{ type: 'zTXt', data: Buffer.concat([Buffer.from('p\0\0'), packed]) }] })],
    ['as the second frame of an animation', (packed) => pngBytes({ after: [{ type: 'fdAT', data: Buffer.concat([new Uint8Array(4), packed]) }, { type: 'IEND' }] })],
  ])('%s costs a few MiB', async (_what, picture) => {
    const bytes = picture(bomb);
    const before = process.resourceUsage().maxRSS;
    const { volume } = await read(bytes);
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(64 * 1024); // KiB
    expect([...volume.voxels]).toEqual([0, 0, 0, 0, 0, 0]);
  }); // prettier-ignore

  async function zeros(mebibytes: number): Promise<Uint8Array> {
    const deflate = createDeflate({ level: 1 });
    const pieces: Uint8Array[] = [];
    deflate.on('data', (piece: Uint8Array) => pieces.push(piece));
    const piece = new Uint8Array(1 << 20);
    for (let i = 0; i < mebibytes; i++) {
      if (!deflate.write(piece)) await once(deflate, 'drain');
    }
    deflate.end();
    await once(deflate, 'end');
    return Buffer.concat(pieces);
  }
});

it('200,000 chunks of rows take no longer than one', async () => {
  const bytes = pngBytes({ packed: [packed, ...Array<Uint8Array>(200_000).fill(new Uint8Array(0))] });
  const start = performance.now();
  await read(bytes);
  expect(performance.now() - start).toBeLessThan(2000);
}, 60_000);

describe('1,500 pictures with damage anywhere', () => {
  it('are each read or refused by a tagged error, within the limit', async () => {
    const LIMIT = 1 << 16;
    const random = randomNumbers(15_948);
    const ends = await endsOf(1500, async () => {
      const file = damaged(REFERENCE_PNGS[random(REFERENCE_PNGS.length)].file, random);
      const { volume } = await read(file, { limits: { decodedBytes: LIMIT } });
      return volume.voxels.byteLength <= LIMIT ? 'read' : 'above the limit';
    });
    expect(ends).toEqual(['LimitExceeded', 'MalformedImage', 'UnsupportedImage', 'read']);
  }, 60_000);

  /** Damage under true checksums, so that it is met behind them. */
  function damaged(sound: Uint8Array, random: (below: number) => number): Uint8Array {
    const chunks = chunksOf(sound);
    for (let times = random(4); times > 0; times--) {
      const { data } = chunks[random(chunks.length)];
      if (data.length > 0) data[random(data.length)] = random(256);
      if (random(8) === 0) chunks.splice(random(chunks.length), 1, chunks[random(chunks.length)]);
      if (random(8) === 0) chunks.splice(random(chunks.length), 1);
      if (chunks.length === 0) return new Uint8Array(sound);
    }
    const bytes = pngOfChunks(chunks);
    if (random(4) === 0) bytes[8 + random(bytes.length - 8)] ^= 1 << random(8);
    return random(6) === 0 ? bytes.subarray(0, 8 + random(bytes.length - 8)) : bytes;
  }

  function chunksOf(file: Uint8Array): { type: string; data: Uint8Array }[] {
    const chunks: { type: string; data: Uint8Array }[] = [];
    const view = new DataView(file.buffer, file.byteOffset, file.length);
    for (let at = 8; at < file.length;) {
      const length = view.getUint32(at);
      const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
      chunks.push({ type, data: Uint8Array.from(file.subarray(at + 8, at + 8 + length)) });
      at += 12 + length;
    }
    return chunks;
  }
});
