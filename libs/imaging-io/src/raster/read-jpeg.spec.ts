import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE } from '@aiaa/volume';
import { TaggedError } from '@aiaa/volume/errors';
import { memorySource } from '../bytes/memory-source.js';
import { peekableSource } from '../bytes/peekable-source.js';
import type { Image } from '../image.js';
import { readImage, type ReadOptions } from '../read-image.js';
import { DEFAULT_LIMITS } from '../read-limits.js';
import { REFERENCE_JPEGS } from '../fixtures/raster-reference.js';
import { refusalOf } from '../testing/refusal.js';
import { interleaveChannels } from '../voxels/interleave.js';
import { makeReadJpeg } from './make-read-jpeg.js';

const read = (bytes: Uint8Array, options?: ReadOptions): Promise<Image> =>
  readImage({ bytes, name: 'picture.jpg' }, options);

function fileOf(wanted: string): Uint8Array {
  const found = REFERENCE_JPEGS.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`There is no JPEG "${wanted}".`);
  return found.file;
}
const grey = fileOf('grey');
const cut = (bytes: Uint8Array, length: number): Uint8Array => bytes.subarray(0, length);

describe('each picture has the pixels that Pillow reads, within 2 grey levels', () => {
  const pictures = REFERENCE_JPEGS.filter(({ channels }) => channels !== 4);

  it.each(pictures.map((picture) => [picture.name, picture] as const))('%s', async (_name, picture) => {
    const { volume, format, stored } = await read(picture.file);
    expect([format, stored, volume.dtype]).toEqual(['jpeg', 'uint8', 'uint8']);
    expect([volume.size, volume.channels]).toEqual([[picture.width, picture.height, 1], picture.channels]);
    expect(volume.affine).toEqual(IDENTITY_AFFINE);
    const values = interleaveChannels(volume.voxels, volume.channels);
    const apart = picture.pixels.map((value, at) => Math.abs(value - values[at]));
    expect(Math.max(...apart)).toBeLessThanOrEqual(2);
  });
});

describe('the warnings', () => {
  const noPlace = expect.stringMatching(/^A picture has no place in the patient/);

  it('say that a picture has no place', async () => {
    expect((await read(grey)).warnings).toEqual([noPlace]);
  });

  it('say that a turn was not made', async () => {
    const { warnings } = await read(fileOf('grey, to be turned'));
    expect(warnings).toEqual([
      noPlace,
      'The EXIF header asks to turn the picture (orientation 6); it was taken as it is stored.',
    ]);
  });
});

describe('each of these is refused by one clear sentence', () => {
  const resized = (height: number, width: number): Uint8Array => {
    const bytes = Buffer.from(grey);
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    bytes.writeUInt16BE(height, frame + 5);
    bytes.writeUInt16BE(width, frame + 7);
    return bytes;
  };
  /** Ones only, which begin no Huffman code (ITU-T T.81, annex C); after 0xff a 0 is stuffed (B.1.1.5). */
  const withoutCodes = (): Uint8Array => {
    const bytes = Buffer.from(grey);
    bytes.fill(Buffer.from([0xff, 0]), bytes.length - 100, bytes.length - 60);
    return bytes;
  };
  const progressive = fileOf('grey, progressive');

  it.each<[string, Uint8Array, string, RegExp]>([
    ['inks', fileOf('inks'), 'UnsupportedImage', /4 channels of colour space cmyk; grey and RGB are read/],
    ['a start alone', cut(grey, 3), 'MalformedImage', /damaged or cut short/],
    ['cut in the header', cut(grey, 100), 'MalformedImage', /damaged or cut short/],
    ['cut in the pixels', cut(grey, grey.length - 60), 'MalformedImage', /damaged or cut short/],
    ['cut in the pixels, progressive', cut(progressive, progressive.length - 60), 'MalformedImage', /damaged or cut short/],
    ['no pixels', cut(grey, grey.indexOf(0xda, 300) + 10), 'MalformedImage', /damaged or cut short/],
    ['codes that are none among the pixels', withoutCodes(), 'MalformedImage', /damaged or cut short/],
    ['no height', resized(0, 37), 'MalformedImage', /damaged or cut short/],
    ['65500 x 65500 in 677 bytes', resized(65500, 65500), 'MalformedImage', /65500 x 65500 pixels; its 677 bytes cannot hold them/],
    ['more rows than it has', resized(300, 37), 'MalformedImage', /damaged or cut short/],
  ])('%s', async (_what, bytes, tag, sentence) => {
    const refusal = await refusalOf(read(bytes));
    expect(refusal.message).toMatch(sentence);
    expect(refusal.tag).toBe(tag);
  }); // prettier-ignore

  it('and a JPEG where sharp is not installed', async () => {
    const missing = new Error('Cannot find package');
    const readJpeg = makeReadJpeg(() => Promise.reject(missing));
    const reading = readJpeg(peekableSource(memorySource(grey)), {
      name: 'picture.jpg',
      limits: DEFAULT_LIMITS,
      openVoxelFile: () => Promise.reject(missing),
    });
    const refusal = await refusalOf(reading);
    expect([refusal.tag, refusal.message, refusal.cause]).toEqual([
      'UnsupportedImage',
      'JPEG pictures need the optional package sharp, which is not installed: run "npm install sharp", or send a PNG.',
      missing,
    ]);
  });
});

describe('the limit', () => {
  it('takes exactly what fits', async () => {
    expect((await read(grey, { limits: { decodedBytes: 1073 } })).volume.voxels).toHaveLength(1073);
  });

  it.each([
    ['one byte less', 1072, /37 x 29 pixels, 1 KiB in memory; the limit is 1 KiB/],
    ['less than the file', 500, /more memory than 500 bytes/],
  ])('refuses %s', async (_what, decodedBytes, sentence) => {
    const refusal = await refusalOf(read(grey, { limits: { decodedBytes } }));
    expect([refusal.tag, refusal.message]).toEqual(['LimitExceeded', expect.stringMatching(sentence)]);
  });
});

it('damage at every tenth byte: each picture is read or refused by a tagged error', async () => {
  const ends = new Set<unknown>();
  for (const { file } of REFERENCE_JPEGS.slice(0, 4)) {
    for (let at = 3; at < file.length; at += 10) {
      const bytes = Uint8Array.from(file, (byte, i) => (i === at ? byte ^ 0x5a : byte));
      const end = await read(bytes, { limits: { decodedBytes: 1 << 20 } }).then(
        () => 'read',
        (error: unknown) => (error instanceof TaggedError ? error.tag : error),
      );
      ends.add(end);
    }
  }
  expect([...ends].every((end) => typeof end === 'string')).toBe(true);
  expect(ends).toContain('read');
  expect(ends).toContain('MalformedImage');
}, 60_000);
