import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE } from '@aiaa/volume';
import { decode } from 'fast-png';
import type { Image } from '../image.js';
import { readImage } from '../read-image.js';
import { pngBytes, type PngFields } from '../testing/png-bytes.js';
import { REFERENCE_PNGS, type ReferencePicture } from '../fixtures/raster-reference.js';
import { interleaveChannels } from '../voxels/interleave.js';

const read = (bytes: Uint8Array): Promise<Image> => readImage({ bytes, name: 'picture.png' });
const pixelsOf = ({ volume }: Image): number[] => [...interleaveChannels(volume.voxels, volume.channels)];
const named = (picture: ReferencePicture) => [picture.name, picture] as const;

it('a picture is one slice without a place in the patient', async () => {
  const { volume, format, stored, nifti, warnings } = await read(pngBytes());
  expect([format, stored, nifti]).toEqual(['png', 'uint8', undefined]);
  expect([volume.size, volume.affine, volume.channels]).toEqual([[3, 2, 1], IDENTITY_AFFINE, 1]);
  expect(warnings).toEqual([
    'A picture has no place in the patient: x was taken along its rows, y downwards, and 1 mm for each pixel.',
  ]);
});

describe('every colour type, depth and filter has the pixels that Pillow reads', () => {
  it.each(REFERENCE_PNGS.filter(({ exact }) => exact).map(named))('%s', async (_name, picture) => {
    const image = await read(picture.file);
    const { size, channels, dtype } = image.volume;
    expect([size, channels]).toEqual([[picture.width, picture.height, 1], picture.channels]);
    expect([dtype, image.stored]).toEqual([picture.dtype, picture.dtype]);
    expect(pixelsOf(image)).toEqual(picture.pixels);
  });

  it.each(REFERENCE_PNGS.filter(({ exact }) => !exact).map(named))(
    '%s: the upper bytes, which are all that Pillow keeps; all bits as fast-png reads them',
    async (_name, picture) => {
      const image = await read(picture.file);
      expect([image.volume.dtype, image.volume.channels]).toEqual(['uint16', picture.channels]);
      expect(pixelsOf(image).map((value) => value >> 8)).toEqual(picture.pixels);
      expect(pixelsOf(image)).toEqual([...decode(picture.file).data]);
    },
  );

  it('the table holds each of them, plain and interlaced', () => {
    const kinds = new Set(REFERENCE_PNGS.map(({ file }) => `${file[25]}/${file[24]}/${file[28]}`));
    const all = ['0/1', '0/2', '0/4', '0/8', '0/16', '2/8', '2/16', '3/1', '3/2', '3/4', '3/8', '4/8', '4/16', '6/8', '6/16']; // prettier-ignore
    expect([...kinds].sort()).toEqual(all.flatMap((kind) => [`${kind}/0`, `${kind}/1`]).sort());
  });
});

describe('grey of few bits is spread over 0 to 255', () => {
  it.each([
    [1, [0b0101_0000], [0, 255, 0]],
    [2, [0b0001_1000], [0, 85, 170]],
    [4, [0x01, 0xf0], [0, 17, 255]],
  ])('%d bits', async (depth, row, greys) => {
    const image = await read(pngBytes({ height: 1, depth, rows: Uint8Array.of(0, ...row) }));
    expect(pixelsOf(image)).toEqual(greys);
  });
});

it('alphas that come among the rows, where they may not be, are not lost to them', async () => {
  const rows = Uint8Array.of(0, 0, 1, 0, 0, 1, 0, 1);
  const packed = deflateSync(rows, { level: 0 });
  const image = await read(
    pngBytes({
      colourType: 3,
      before: [{ type: 'PLTE', data: Uint8Array.of(1, 2, 3, 4, 5, 6) }],
      packed: [packed.subarray(0, 3)],
      after: [
        { type: 'tRNS', data: Uint8Array.of(77) },
        { type: 'IDAT', data: packed.subarray(3) },
        { type: 'IEND' },
      ],
    }),
  );
  expect(pixelsOf(image).slice(0, 8)).toEqual([1, 2, 3, 77, 4, 5, 6, 255]);
});

describe('is read all the same', () => {
  const rows = Uint8Array.of(0, 1, 2, 3, 2, 1, 1, 1);
  const packed = deflateSync(rows);
  const chunk = (type: string, text: string) => ({ type, data: Buffer.from(text, 'latin1') });
  const frame = { type: 'fdAT', data: Buffer.concat([new Uint8Array(4), deflateSync(new Uint8Array(8))]) };

  it.each<[string, PngFields]>([
    ['in pieces of one byte', { packed: [...packed].map((byte) => Uint8Array.of(byte)) }],
    ['empty pieces between', { packed: [new Uint8Array(0), packed, new Uint8Array(0)] }],
    ['more rows than declared', { rows: Uint8Array.of(...rows, 0, 9, 9, 9) }],
    ['bytes after the zlib stream', { packed: [packed, Buffer.from('more')] }],
    ['a chunk that nobody knows', { before: [chunk('abCd', 'anything')] }],
    ['a text with a wrong checksum', { before: [{ ...chunk('tEXt', 'a\0b'), checksum: 1 }] }],
    ['a colour profile that is none', { before: [chunk('iCCP', 'name\0\0nothing packed')] }],
    ['a gamma', { before: [chunk('gAMA', '\0\0\x01\0')] }],
    ['an alpha where there is one already', { colourType: 4, width: 1, height: 1, rows: Uint8Array.of(0, 1, 2), before: [chunk('tRNS', '\0')] }],
    ['an animation: the still picture', { before: [chunk('acTL', '\0\0\0\x02\0\0\0\0')], after: [frame, { type: 'IEND' }] }],
    ['bytes after the end', { after: [{ type: 'IEND' }, chunk('IDAT', 'not looked at')] }],
  ])('%s', async (_what, fields) => {
    const values = fields.colourType === 4 ? [1, 2] : [1, 2, 3, 2, 3, 4];
    expect(pixelsOf(await read(pngBytes({ rows, ...fields })))).toEqual(values);
  }); // prettier-ignore
});

it('a picture of many strips, one of which is longer than it is high', async () => {
  const [width, height] = [3000, 1400];
  const rows = Uint8Array.from(randomBytes(height * (width + 1)));
  for (let at = 0; at < rows.length; at += width + 1) rows[at] %= 5;
  const bytes = pngBytes({ width, height, rows });
  const { volume } = await read(bytes);
  // Every row that is averaged, guessed or summed leans on the one before: across the strips too.
  expect(Buffer.compare(Buffer.from(volume.voxels), Buffer.from(decode(bytes).data))).toBe(0);
});

it('the bytes that were handed in stay as they were', async () => {
  const bytes = pngBytes({ packed: [...deflateSync(new Uint8Array(8))].map((byte) => Uint8Array.of(byte)) });
  const before = Uint8Array.from(bytes);
  await read(bytes);
  expect(Uint8Array.from(bytes)).toEqual(before);
});
