import { readFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { Affine, Size } from '@aiaa/volume';
import {
  AXIS_ALIGNED_AFFINES,
  OBLIQUE_AFFINES,
  PHANTOM_SIZE,
  SHEARED_AFFINES,
  chiralVolume,
} from '@aiaa/volume/testing';
import type { ImageFile } from '../image.js';
import { ITK_SPACE, turnBetweenRasAnd } from '../patient-space.js';
import { readImage } from '../read-image.js';
import { metaImageBytes } from '../testing/metaimage-bytes.js';
import { endsOf } from '../testing/ends-of.js';
import { randomNumbers } from '../testing/random-numbers.js';
import { refusalOf } from '../testing/refusal.js';

interface Reference {
  readonly name: string;
  /** Base64, the header first. */
  readonly files: Readonly<Record<string, string>>;
  readonly dtype: string;
  readonly size: Size;
  readonly channels: number;
  readonly affine: readonly number[];
  readonly voxels: readonly number[];
}
const fixture = new URL('../fixtures/metaimage-reference.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { readonly cases: readonly Reference[] };

const read = (bytes: Uint8Array, name = 'scan.mha') => readImage({ bytes, name });

describe('what SimpleITK reads of the same files', () => {
  const filesOf = ({ files }: Reference): readonly ImageFile[] =>
    Object.entries(files).map(([name, base64]) => ({ name, bytes: Buffer.from(base64, 'base64') }));

  it.each(cases)('$name', async (reference) => {
    const { volume, format, stored } = await readImage(filesOf(reference));
    const wide = reference.dtype === 'int64' || reference.dtype === 'uint64';
    expect([format, stored]).toEqual(['metaimage', reference.dtype]);
    expect(volume.dtype).toBe(wide ? 'float64' : reference.dtype);
    expect([volume.size, volume.channels]).toEqual([reference.size, reference.channels]);
    expect(Array.from(volume.voxels)).toEqual(reference.voxels);
    volume.affine.forEach((value, at) => expect(value).toBeCloseTo(reference.affine[at] ?? NaN, 10));
  });

  it('holds of the same files within gzip', async () => {
    for (const reference of cases.filter(({ name }) => !/at the end|whatever/.test(name))) {
      const packed = filesOf(reference).map((file) => ({
        name: `${file.name}.gz`,
        bytes: gzipSync('bytes' in file ? file.bytes : ''),
      }));
      const { volume } = await readImage(packed);
      expect([reference.name, Array.from(volume.voxels)]).toEqual([reference.name, reference.voxels]);
    }
  });
});

describe('the letter F lies where it was put', () => {
  const words = (numbers: readonly number[]): string => numbers.join(' ');

  /** As ITK stores an affine: lengths and, axis by axis, directions. */
  function fieldsOf(affine: Affine): Record<string, string> {
    const [a, b, c, tx, d, e, f, ty, g, h, i, tz] = turnBetweenRasAnd(ITK_SPACE, affine);
    const columns = [[a, d, g], [b, e, h], [c, f, i]] as const; // prettier-ignore
    const lengths = columns.map((column) => Math.hypot(...column));
    const directions = columns.flatMap((column, axis) => column.map((n) => n / (lengths[axis] ?? NaN)));
    return {
      DimSize: words(PHANTOM_SIZE),
      TransformMatrix: words(directions),
      Offset: words([tx, ty, tz]),
      ElementSpacing: words(lengths),
    };
  }

  it.each([
    ['48 along the axes', AXIS_ALIGNED_AFFINES],
    ['oblique', OBLIQUE_AFFINES],
    ['sheared', SHEARED_AFFINES],
  ])('%s', async (_what, affines) => {
    for (const affine of affines) {
      const { voxels } = chiralVolume('int16', affine);
      const { volume } = await read(metaImageBytes(fieldsOf(affine), new Uint8Array(voxels.buffer)));
      expect(volume.voxels).toEqual(voxels);
      volume.affine.forEach((value, at) => expect(value).toBeCloseTo(affine[at] ?? NaN, 10));
    }
  });
});

describe('numbers side by side become channels', () => {
  it('of each frame of a fourth axis', async () => {
    const voxels = Uint8Array.from({ length: 2 * 1 * 1 * 3 * 2 }, (_, at) => at);
    const fields = {
      NDims: '4',
      DimSize: '2 1 1 3',
      ElementSpacing: '1 1 1 9',
      ElementNumberOfChannels: '2',
    };
    const { volume } = await read(metaImageBytes({ ...fields, ElementType: 'MET_UCHAR' }, voxels));
    expect([volume.size, volume.channels]).toEqual([[2, 1, 1], 6]);
    // The first number of both voxels in frames 0, 1, 2, then the second.
    expect(Array.from(volume.voxels)).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
  });
});

describe('a doubt becomes a sentence', () => {
  it.each([
    [{ ElementSpacing: undefined }, /no ElementSpacing; voxels of 1 mm/],
    [{ DistanceUnits: 'um' }, /unit is "um"; it was read as mm/],
    [{ ElementToIntensityFunctionSlope: '2' }, /as they are stored, .* not times 2 plus 0/],
    [{ ElementToIntensityFunctionOffset: '-1024' }, /not times 1 plus -1024/],
  ])('%j', async (fields, sentence) => {
    expect((await read(metaImageBytes(fields))).warnings).toEqual([expect.stringMatching(sentence)]);
  });

  it.each([{}, { DistanceUnits: 'mm' }, { ElementToIntensityFunctionSlope: '1' }, { ElementSpacing: undefined, ElementSize: '1 1 1' }])(
    'and none for %j',
    async (fields) => {
      expect((await read(metaImageBytes(fields))).warnings).toEqual([]);
    },
  ); // prettier-ignore
});

describe('each of these is refused by one clear sentence', () => {
  it.each<[string, Record<string, string | undefined>, string, RegExp]>([
    ['no end of the header', { ElementDataFile: undefined }, 'MalformedImage', /which is not "Key = Value"/],
    ['a line that is no field', { 'Comment = ': 'x\nhello' }, 'MalformedImage', /the line "hello", which is not "Key = Value"/],
    ['voxels as text', { BinaryData: 'False' }, 'UnsupportedImage', /written as text/],
    ['a list of files', { ElementDataFile: 'LIST 2' }, 'UnsupportedImage', /a file for each slice/],
    ['a pattern of files', { ElementDataFile: 'slice%03d.raw 1 4 1' }, 'UnsupportedImage', /a file for each slice/],
    ['no name of a file', { ElementDataFile: 'voxels/' }, 'MalformedImage', /"voxels\/", which is no file's name/],
    ['the folder above', { ElementDataFile: '../..' }, 'MalformedImage', /no file's name/],
    ['a name longer than any', { ElementDataFile: 'x'.repeat(256) }, 'MalformedImage', /"x{99}\.\.\.", which is no file's name/],
    ['a file that did not come', { ElementDataFile: 'C:\\scans\\a.raw' }, 'UnsupportedImage', /"a.raw", which is missing/],
    ['another object', { ObjectType: 'Tube' }, 'UnsupportedImage', /object "Tube"/],
    ['one axis', { NDims: '1' }, 'UnsupportedImage', /1 axes; a MetaImage of 2 to 4/],
    ['five axes', { NDims: '5' }, 'UnsupportedImage', /5 axes/],
    ['axes that are no number', { NDims: 'three' }, 'MalformedImage', /NDims = "three"; a number is needed/],
    ['half an axis', { NDims: '2.5' }, 'MalformedImage', /"NDims" how many axes/],
    ['no count of axes', { NDims: undefined }, 'MalformedImage', /"NDims" how many axes/],
    ['no size', { DimSize: undefined }, 'MalformedImage', /no field "DimSize"/],
    ['a size of two numbers', { DimSize: '2 3' }, 'MalformedImage', /DimSize = "2 3"; 3 numbers are needed/],
    ['an axis of 0', { DimSize: '2 0 4' }, 'MalformedImage', /DimSize = 0; it is a whole number from 1/],
    ['a negative axis', { DimSize: '2 -3 4' }, 'MalformedImage', /DimSize = -3/],
    ['half a voxel', { DimSize: '2 3.5 4' }, 'MalformedImage', /DimSize = 3.5/],
    ['a size that no number holds', { DimSize: '2 1e99 4' }, 'MalformedImage', /DimSize = 1e\+99/],
    ['a size that no memory holds', { DimSize: '30000 30000 30000' }, 'LimitExceeded', /49.1 TiB in memory; the limit is 4 GiB/],
    ['2^150 voxels', { DimSize: '1e15 1e15 1e15' }, 'LimitExceeded', /the limit is 4 GiB/],
    ['1 GiB in 48 bytes', { DimSize: '1024 1024 512' }, 'MalformedImage', /declares 1 GiB after it; the file can hold no more than 48 bytes/],
    ['a byte too few', { DimSize: '5 5 1' }, 'MalformedImage', /declares 50 bytes .* no more than 48/],
    ['no type', { ElementType: undefined }, 'MalformedImage', /type "", which MetaImage does not have/],
    ['a type that is none', { ElementType: 'MET_HALF' }, 'MalformedImage', /type "MET_HALF"/],
    ['arrays', { ElementType: 'MET_UCHAR_ARRAY' }, 'UnsupportedImage', /voxels are MET_UCHAR_ARRAY; .* MET_CHAR, MET_UCHAR/],
    ['letters', { ElementType: 'MET_ASCII_CHAR' }, 'UnsupportedImage', /voxels are MET_ASCII_CHAR/],
    ['no channel', { ElementNumberOfChannels: '0' }, 'MalformedImage', /ElementNumberOfChannels = 0/],
    ['a thousand million channels', { ElementNumberOfChannels: '1000000000' }, 'LimitExceeded', /2 x 3 x 4 x 1000000000 voxels/],
    ['a matrix of three numbers', { TransformMatrix: '1 0 0' }, 'MalformedImage', /TransformMatrix = "1 0 0"; 9 numbers/],
    ['a matrix of words', { TransformMatrix: 'a b c d e f g h i' }, 'MalformedImage', /9 numbers are needed/],
    ['a matrix of NaN', { TransformMatrix: 'nan 0 0 0 1 0 0 0 1' }, 'MalformedImage', /9 numbers are needed/],
    ['a matrix that flattens', { TransformMatrix: '1 0 0 1 0 0 0 0 1' }, 'MalformedImage', /flattens the grid/],
    ['a matrix of zeros', { TransformMatrix: '0 0 0 0 0 0 0 0 0' }, 'MalformedImage', /flattens the grid/],
    ['a spacing of 0', { ElementSpacing: '0 1 1' }, 'MalformedImage', /flattens the grid \(spacing 0 x 1 x 1 mm\)/],
    ['voxels in the header', { HeaderSize: '5' }, 'MalformedImage', /begin at byte 5; it is \d+ bytes long itself/],
    ['voxels before the file', { HeaderSize: '-2' }, 'MalformedImage', /HeaderSize = -2/],
    ['voxels after the end', { HeaderSize: '4000' }, 'MalformedImage', /declares 3.\d KiB after it/],
    ['voxels far after the end', { HeaderSize: '1e15' }, 'LimitExceeded', /the limit is 4 GiB/],
    ['a skipped part of a compressed file', { HeaderSize: '900', CompressedData: 'True' }, 'UnsupportedImage', /compressed and HeaderSize is 900/],
    ['zeros for a zlib stream', { CompressedData: 'True' }, 'MalformedImage', /zlib stream is corrupt/],
    ['1 GiB in a few packed bytes', { CompressedData: 'True', DimSize: '1024 1024 512' }, 'MalformedImage', /declares 1 GiB .* no more than 48.4 KiB/],
  ])('%s', async (_what, fields, tag, sentence) => {
    const refusal = await refusalOf(read(metaImageBytes(fields)));
    expect(refusal.message).toMatch(sentence);
    expect(refusal.tag).toBe(tag);
  }); // prettier-ignore

  it.each([
    ['cut short', deflateSync(Buffer.alloc(48, 'scan')).subarray(0, 12), /zlib stream is cut short/],
    ['too little', deflateSync(new Uint8Array(47)), /ends 1 bytes before the end of its voxels/],
    [
      'a wrong checksum',
      Buffer.concat([deflateSync(new Uint8Array(48)).subarray(0, -4), Buffer.from('nope')]),
      /zlib stream is corrupt/,
    ],
  ])('compressed voxels: %s', async (_what, packed, sentence) => {
    const refusal = await refusalOf(read(metaImageBytes({ CompressedData: 'True' }, packed)));
    expect([refusal.tag, refusal.message]).toEqual(['MalformedImage', expect.stringMatching(sentence)]);
  });

  it('a header without end, after 64 KiB of it', async () => {
    const refusal = await refusalOf(read(Buffer.from(`NDims = 3\n${'A = b\n'.repeat(1 << 20)}`)));
    expect([refusal.tag, refusal.message]).toEqual([
      'MalformedImage',
      expect.stringContaining('first 64 KiB'),
    ]);
  });
});

it('2,000 files with damage in their text are each read or refused, within the limit', async () => {
  const limit = 512;
  const seeds = cases.flatMap(({ files }) => Object.values(files).slice(0, 1));
  const random = randomNumbers(20_240_229);
  const ends = await endsOf(2000, async () => {
    const bytes = Buffer.from(seeds[random(seeds.length)] ?? '', 'base64');
    for (let times = 1 + random(4); times > 0; times--) {
      bytes[random(Math.min(bytes.length, 400))] = random(2) === 0 ? random(256) : 48 + random(10);
    }
    const options = { limits: { decodedBytes: limit } };
    const { volume } = await readImage({ bytes, name: 'scan.mha' }, options);
    return volume.voxels.byteLength <= limit ? 'read' : 'above the limit';
  });
  expect(ends).toEqual(['LimitExceeded', 'MalformedImage', 'UnsupportedImage', 'read']);
});
