import { describe, expect, it } from '@jest/globals';
import { readImage } from '../read-image.js';
import { dicomSeries, type DicomSeriesFields } from '../testing/dicom-series.js';

const BIG = '1.2.840.10008.1.2.2';
const us = (tag: number, value: number) => ({ tag, vr: 'US', value: [value] });
const cs = (tag: number, value: string) => ({ tag, vr: 'CS', value });

/** A series of 3 x 1 x 1 voxels that hold these stored numbers. */
const holding = (numbers: readonly number[], fields: DicomSeriesFields = {}) =>
  readImage(dicomSeries({ size: [3, 1, 1], voxel: (x) => numbers[x] ?? 0, ...fields }));

describe('what is stored is read, in every encoding without packing', () => {
  const numbers = [0, 258, 65535];
  it.each([
    ['Implicit VR Little Endian', '1.2.840.10008.1.2'],
    ['Explicit VR Little Endian', '1.2.840.10008.1.2.1'],
    ['Deflated Explicit VR Little Endian', '1.2.840.10008.1.2.1.99'],
    ['Explicit VR Big Endian', BIG],
  ])('%s', async (_name, transferSyntax) => {
    const { volume, stored } = await holding(numbers, { transferSyntax });
    expect([volume.dtype, stored, ...volume.voxels]).toEqual(['uint16', 'uint16', ...numbers]);
    const wide = await holding([0, 65536, 0xfffefdfc], { transferSyntax, bitsAllocated: 32 });
    expect([wide.stored, ...wide.volume.voxels]).toEqual(['uint32', 0, 65536, 0xfffefdfc]);
    const narrow = await holding([0, 1, 255], { transferSyntax, bitsAllocated: 8 });
    expect([narrow.stored, ...narrow.volume.voxels]).toEqual(['uint8', 0, 1, 255]);
  });

  it('bytes that Big Endian writes as words', async () => {
    const pixels = { tag: 0x7fe00010, vr: 'OW', value: [0x0201, 0x0403] };
    const fields = { size: [4, 1, 1], transferSyntax: BIG, bitsAllocated: 8, elements: [pixels] } as const;
    expect([...(await holding([], fields)).volume.voxels]).toEqual([1, 2, 3, 4]);
  });

  it.each(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1'])('without preamble: %s', async (transferSyntax) => {
    const { volume } = await holding(numbers, { transferSyntax, preamble: false });
    expect([...volume.voxels]).toEqual(numbers);
  });

  it.each([
    ['float32', 32, { tag: 0x7fe00008, vr: 'OF', value: [0.5, -1, 3] }],
    ['float64', 64, { tag: 0x7fe00009, vr: 'OD', value: [0.1, -1e300, 3] }],
  ] as const)('%s', async (dtype, bits, pixels) => {
    const files = dicomSeries({
      size: [3, 1, 1],
      elements: [us(0x00280100, bits), pixels],
    }).map(({ name, bytes }) => ({ name, bytes: withoutPixels(bytes) }));
    const { volume, stored } = await readImage(files);
    expect([volume.dtype, stored, ...volume.voxels]).toEqual([dtype, dtype, ...pixels.value]);
  });
});

/** The last element of the file is cut off: its head of 12 bytes and three words with their pad. */
const withoutPixels = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length - 12 - 6);

describe('bits that are not stored are left out, and the sign is that of the stored bits', () => {
  it.each([
    ['12 of 16, signed', { bitsStored: 12, signed: true }, [0x0fff, 0x07ff, 0x0800], [-1, 2047, -2048]],
    ['12 of 16, unsigned, an overlay above', { bitsStored: 12 }, [0xf001, 0x1fff, 0x2000], [1, 4095, 0]],
    ['12 of 16 at the upper end', { bitsStored: 12, highBit: 15 }, [0xfff3, 0x001f, 0x8000], [4095, 1, 2048]],
    ['12 of 16 at the upper end, signed', { bitsStored: 12, highBit: 15, signed: true }, [0xfff3, 0x001f, 0x8000], [-1, 1, -2048]],
    ['16 of 16, signed', { signed: true }, [0xffff, 0x7fff, 0x8000], [-1, 32767, -32768]],
    ['7 of 8, signed', { bitsAllocated: 8, bitsStored: 7, signed: true }, [0x7f, 0x3f, 0x40], [-1, 63, -64]],
    ['24 of 32, signed', { bitsAllocated: 32, bitsStored: 24, signed: true }, [0xffffff, 1, 0x800000], [-1, 1, -8388608]],
    ['32 of 32, unsigned', { bitsAllocated: 32 }, [0xffffffff, 1, 0x80000000], [4294967295, 1, 2147483648]],
  ] as const)('%s', async (_what, fields, stored, values) => {
    expect([...(await holding(stored, fields)).volume.voxels]).toEqual(values);
  }); // prettier-ignore
});

describe('values are slope times stored plus intercept, in the narrowest fit dtype', () => {
  it.each<[string, DicomSeriesFields, readonly [string, ...number[]]]>([
    ['CT of 12 bits', { bitsStored: 12, intercept: () => -1024 }, ['int16', -1024, 0, 3071]],
    ['an intercept beyond int16', { intercept: () => -1024 }, ['float32', -1024, 0, 3071]],
    ['a slope', { slope: () => 0.5 }, ['float32', 0, 512, 2047.5]],
    ['a broken intercept', { bitsStored: 12, intercept: () => 0.25 }, ['float32', 0.25, 1024.25, 4095.25]],
    ['a slope of 0, which counts as 1', { slope: () => 0 }, ['uint16', 0, 1024, 4095]],
    ['a negative slope', { slope: () => -2 }, ['float32', 0, -2048, -8190]],
    ['MONOCHROME1, as it is', { elements: [cs(0x00280004, 'MONOCHROME1')] }, ['uint16', 0, 1024, 4095]],
    ['dose', { elements: [{ tag: 0x00281053, vr: 'DS', value: '' }, { tag: 0x3004000e, vr: 'DS', value: '0.25' }] }, ['float32', 0, 256, 1023.75]],
  ])('%s', async (_what, fields, [dtype, ...values]) => {
    const { volume } = await holding([0, 1024, 4095], fields);
    expect([volume.dtype, ...volume.voxels]).toEqual([dtype, ...values]);
  }); // prettier-ignore

  it('each slice has its own', async () => {
    const { volume } = await readImage(
      dicomSeries({
        size: [1, 1, 3],
        slices: [2, 0, 1],
        voxel: () => 10,
        slope: (z) => z + 1,
        intercept: (z) => -z,
      }),
    );
    expect([volume.dtype, ...volume.voxels]).toEqual(['float32', 10, 19, 28]);
  });

  it('slices of signed and unsigned numbers share one dtype', async () => {
    const [a] = dicomSeries({ size: [1, 1, 2], slices: [0], bitsStored: 12, voxel: () => 4095 });
    const [, b] = dicomSeries({ size: [1, 1, 2], signed: true, bitsStored: 12, voxel: () => 4095 });
    const { volume } = await readImage([a, b].flatMap((file) => file ?? []));
    expect([volume.dtype, ...volume.voxels]).toEqual(['int16', 4095, -1]);
  });
});

describe('colours become channels, as those of a picture', () => {
  const colours = (photometric: string, planar: 0 | 1, value: readonly number[]) =>
    readImage(
      dicomSeries({
        size: [2, 1, 2],
        bitsAllocated: 8,
        elements: [
          us(0x00280002, 3),
          us(0x00280006, planar),
          cs(0x00280004, photometric),
          { tag: 0x7fe00010, vr: 'OB', value },
        ],
      }),
    );

  it.each([
    ['side by side', 0, [1, 2, 3, 4, 5, 6]],
    ['in planes', 1, [1, 4, 2, 5, 3, 6]],
  ] as const)('RGB %s', async (_how, planar, value) => {
    const { volume } = await colours('RGB', planar, value);
    expect([volume.size, volume.channels, volume.dtype]).toEqual([[2, 1, 2], 3, 'uint8']);
    expect([...volume.voxels]).toEqual([1, 4, 1, 4, 2, 5, 2, 5, 3, 6, 3, 6]);
  });

  it.each([
    ['side by side', 0, [76, 85, 255, 255, 128, 128]],
    ['in planes', 1, [76, 255, 85, 128, 255, 128]],
  ] as const)('YBR_FULL %s becomes RGB: red and white', async (_how, planar, value) => {
    const { volume } = await colours('YBR_FULL', planar, value);
    expect([...volume.voxels]).toEqual([254, 255, 254, 255, 0, 255, 0, 255, 0, 255, 0, 255]);
  });
});
