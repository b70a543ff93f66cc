import { describe, expect, it } from '@jest/globals';
import { readImage } from '../read-image.js';
import type { DicomElement } from '../testing/dicom-bytes.js';
import { dicomSeries, type DicomSeriesFields } from '../testing/dicom-series.js';
import { refusalOf } from '../testing/refusal.js';

const BIG = '1.2.840.10008.1.2.2';
const IMPLICIT = '1.2.840.10008.1.2';
const DEFLATED = '1.2.840.10008.1.2.1.99';

const us = (tag: number, ...value: readonly number[]): DicomElement => ({ tag, vr: 'US', value });
const ow = (tag: number, value: readonly number[]): DicomElement => ({ tag, vr: 'OW', value });
const photometric = (value: string): DicomElement => ({ tag: 0x00280004, vr: 'CS', value });

const RED = [10, 20, 30, 40];
const GREEN = [50, 60, 70, 80];
const BLUE = [90, 100, 110, 120];

interface PaletteFields {
  readonly head: readonly [entries: number, first: number, bits: number];
  readonly data?: (entries: readonly number[]) => readonly number[];
}

const palette = ({ head, data = (entries) => entries }: PaletteFields): readonly DicomElement[] => [
  photometric('PALETTE COLOR'),
  ...[RED, GREEN, BLUE].flatMap((entries, at) => [
    us(0x00281101 + at, ...head),
    ow(0x00281201 + at, data(entries)),
  ]),
];

/** One and the same for red, green and blue, in segments. */
const segmented = (bits: number, words: readonly number[]): readonly DicomElement[] => [
  photometric('PALETTE COLOR'),
  ...[0, 1, 2].flatMap((at) => [us(0x00281101 + at, 4, 0, bits), ow(0x00281221 + at, words)]),
];

/** A picture of six pixels that hold these numbers. */
const picture = (numbers: readonly number[], fields: DicomSeriesFields) =>
  readImage(dicomSeries({ size: [6, 1, 1], voxel: (x) => numbers[x] ?? 0, ...fields }));

const inPairs = (entries: readonly number[]): readonly number[] =>
  [0, 2].map((at) => (entries[at] ?? 0) + 256 * (entries[at + 1] ?? 0));

describe('PALETTE COLOR becomes red, green and blue', () => {
  const whole = [10, 20, 30, 40, 40, 40, 50, 60, 70, 80, 80, 80, 90, 100, 110, 120, 120, 120];

  it.each([undefined, IMPLICIT, DEFLATED, BIG])('words of 16 bits: %s', async (transferSyntax) => {
    const elements = palette({ head: [4, 0, 16], data: (entries) => entries.map((value) => value * 257) });
    const { volume, stored } = await picture([0, 1, 2, 3, 4, 255], {
      elements,
      bitsAllocated: 8,
      ...(transferSyntax === undefined ? {} : { transferSyntax }),
    });
    expect([volume.channels, volume.dtype, stored]).toEqual([3, 'uint16', 'uint16']);
    expect([...volume.voxels]).toEqual(whole.map((value) => value * 257));
  });

  it.each<[string, string | undefined, PaletteFields['data']]>([
    ['one in a word', undefined, undefined],
    ['in the upper half of words', undefined, (entries) => entries.map((value) => value << 8)],
    ['two in a word', undefined, inPairs],
    ['two in a word of Big Endian', BIG, inPairs],
  ])('entries of 8 bits, %s', async (_how, transferSyntax, data) => {
    const elements = palette({ head: [4, 0, 8], ...(data === undefined ? {} : { data }) });
    const { volume } = await picture([0, 1, 2, 3, 4, 255], {
      elements,
      ...(transferSyntax === undefined ? {} : { transferSyntax }),
    });
    expect([volume.channels, volume.dtype, ...volume.voxels]).toEqual([3, 'uint8', ...whole]);
  });

  it.each([undefined, BIG])('in segments: %s', async (transferSyntax) => {
    const coding = transferSyntax === undefined ? {} : { transferSyntax };
    const wide = [300, 200, 100, 0, 0, 0];
    const line = { elements: segmented(16, [0, 1, 300, 1, 3, 0]), ...coding };
    expect([...(await picture([0, 1, 2, 3, 4, 5], line)).volume.voxels]).toEqual([...wide, ...wide, ...wide]);
    const narrow = [9, 7, 5, 3, 3, 3];
    const inBytes = { elements: segmented(8, [0x0100, 0x0109, 0x0303]), ...coding };
    const { volume } = await picture([0, 1, 2, 3, 4, 5], inBytes);
    expect([volume.dtype, ...volume.voxels]).toEqual(['uint8', ...narrow, ...narrow, ...narrow]);
  });

  it('the first entry is for the first number, and for those before it', async () => {
    const { volume } = await picture([0, 99, 100, 101, 103, 104], {
      elements: palette({ head: [4, 100, 8] }),
    });
    expect([...volume.voxels].slice(0, 6)).toEqual([10, 10, 10, 20, 40, 40]);
  });

  it('the first number is signed where the pixels are', async () => {
    const elements = palette({ head: [4, 0xfffe, 8] });
    const { volume } = await picture([-3, -2, -1, 0, 1, 2], { elements, signed: true });
    expect([...volume.voxels].slice(0, 6)).toEqual([10, 10, 20, 30, 40, 40]);
  });

  it('no slope is applied to colours', async () => {
    const fields = { elements: palette({ head: [4, 0, 8] }), slope: () => 2, intercept: () => 5 };
    const { volume } = await picture([0, 1, 2, 3, 4, 255], fields);
    expect([volume.dtype, ...volume.voxels]).toEqual(['uint8', ...whole]);
  });

  it('0 entries are 65536', async () => {
    const ramp = Array.from({ length: 65536 }, (_, at) => 65535 - at);
    const elements = palette({ head: [0, 0, 16], data: () => ramp });
    const { volume } = await picture([0, 1, 2, 3, 65534, 65535], { elements });
    expect([...volume.voxels].slice(0, 6)).toEqual([65535, 65534, 65533, 65532, 1, 0]);
  });

  it.each<[string, string, string, readonly DicomElement[]]>([
    ['has no table', 'UnsupportedImage', 'no palette', [photometric('PALETTE COLOR')]],
    ['has one table', 'MalformedImage', 'fewer than its 4 entries', palette({ head: [4, 0, 16] }).slice(0, 3)],
    ['ends too soon', 'MalformedImage', 'fewer than its 9 entries', palette({ head: [9, 0, 16] })],
    ['has entries of 32 bits', 'UnsupportedImage', '32 bits', palette({ head: [4, 0, 32] })],
    ['has broken segments', 'MalformedImage', 'fewer than its 4 entries', segmented(16, [0, 1, 5, 9, 1, 1])],
  ])('a palette that %s is refused', async (_what, tag, words, elements) => {
    const refusal = await refusalOf(picture([0, 1, 2, 3, 4, 5], { elements }));
    expect([refusal.tag, refusal.message]).toEqual([tag, expect.stringContaining(words)]);
  }); // prettier-ignore
});

describe("a modality's table stands in place of slope and intercept", () => {
  const table = (head: readonly number[], data: readonly number[]): DicomElement => ({
    tag: 0x00283000,
    vr: 'SQ',
    value: { items: [[us(0x00283002, ...head), ow(0x00283006, data)]] },
  });

  it.each([undefined, IMPLICIT, BIG])('%s', async (transferSyntax) => {
    const { volume, stored } = await picture([0, 1, 2, 3, 4, 255], {
      elements: [table([4, 1, 16], [1000, 2000, 3000, 65535])],
      slope: () => 3,
      ...(transferSyntax === undefined ? {} : { transferSyntax }),
    });
    expect([volume.channels, volume.dtype, stored]).toEqual([1, 'uint16', 'uint16']);
    expect([...volume.voxels]).toEqual([1000, 1000, 2000, 3000, 65535, 65535]);
  });

  it('colours have none', async () => {
    const elements = [
      table([1, 0, 8], [7]),
      us(0x00280002, 3),
      photometric('RGB'),
      { tag: 0x7fe00010, vr: 'OB', value: [1, 2, 3] },
    ];
    const { volume } = await readImage(dicomSeries({ size: [1, 1, 1], bitsAllocated: 8, elements }));
    expect([...volume.voxels]).toEqual([1, 2, 3]);
  });

  it('one that ends too soon is refused', async () => {
    const refusal = await refusalOf(picture([0], { elements: [table([5, 0, 16], [1, 2])] }));
    expect([refusal.tag, refusal.message]).toEqual(['MalformedImage', expect.stringContaining('5 entries')]);
  });
});

describe('YBR_FULL_422 without packing', () => {
  const colours = (size: DicomSeriesFields['size'], value: readonly number[], planar = 0) =>
    readImage(
      dicomSeries({
        ...(size === undefined ? {} : { size }),
        bitsAllocated: 8,
        elements: [
          us(0x00280002, 3),
          us(0x00280006, planar),
          photometric('YBR_FULL_422'),
          { tag: 0x7fe00010, vr: 'OB', value },
        ],
      }),
    );

  it('two pixels share one colour', async () => {
    const { volume } = await colours([2, 2, 1], [76, 0, 85, 255, 255, 16, 128, 128]);
    expect([volume.channels, ...volume.voxels]).toEqual([3, 254, 178, 255, 16, 0, 0, 255, 16, 0, 0, 255, 16]);
  });

  it('pixels that have each its own, whatever the name says', async () => {
    const { volume } = await colours([2, 1, 1], [76, 85, 255, 255, 128, 128]);
    expect([...volume.voxels]).toEqual([254, 255, 0, 255, 0, 255]);
  });

  it.each<[string, DicomSeriesFields['size'], number]>([
    ['an odd width', [3, 1, 1], 0],
    ['planes', [2, 1, 1], 1],
  ])('%s cannot be', async (_what, size, planar) => {
    const refusal = await refusalOf(colours(size, [1, 2, 3, 4, 5, 6], planar));
    expect([refusal.tag, refusal.message]).toEqual(['UnsupportedImage', expect.stringContaining('in pairs')]);
  });
});
