import dcmjsCodecs from 'dcmjs-codecs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readImage } from '../read-image.js';
import type { DicomElement } from '../testing/dicom-bytes.js';
import { dicomSeries, enhancedDicom, type DicomSeriesFields } from '../testing/dicom-series.js';
import { randomNumbers } from '../testing/random-numbers.js';
import { refusalOf } from '../testing/refusal.js';

const { Context, NativeCodecs, log } = dcmjsCodecs;
// A damaged frame ends the module that the encoders here use too.
beforeEach(() => (NativeCodecs.isInitialized() ? undefined : NativeCodecs.initializeAsync()));

const SIZE = [24, 16, 3] as const;
const random = randomNumbers(7);
const NUMBERS = Array.from(
  { length: 24 * 16 * 3 },
  (_, at) => (at % 24) * 20 + Math.floor(at / 24) + random(50),
);
const voxel = (x: number, y: number, z: number): number => NUMBERS[x + 24 * (y + 16 * z)] ?? 0;
const voxels = (z: number): readonly number[] => NUMBERS.slice(384 * z, 384 * (z + 1));

type FrameContext = InstanceType<typeof Context>;
type Encode = (context: FrameContext) => FrameContext;

const LOSSLESS: Readonly<Record<string, readonly [name: string, encode: Encode]>> = {
  '1.2.840.10008.1.2.5': ['RLE', (context) => NativeCodecs.encodeRle(context, {})],
  '1.2.840.10008.1.2.4.57': ['JPEG Lossless', (context) => NativeCodecs.encodeJpeg(context, { lossy: false, predictor: 6 })],
  '1.2.840.10008.1.2.4.70': ['JPEG Lossless SV1', (context) => NativeCodecs.encodeJpeg(context, { lossy: false })],
  '1.2.840.10008.1.2.4.80': ['JPEG-LS', (context) => NativeCodecs.encodeJpegLs(context, { lossy: false })],
  '1.2.840.10008.1.2.4.90': ['JPEG 2000', (context) => NativeCodecs.encodeJpeg2000(context, { lossy: false })],
  '1.2.840.10008.1.2.4.201': ['HTJ2K', (context) => NativeCodecs.encodeHtJpeg2000(context, { lossy: false })],
}; // prettier-ignore

function packed(encode: Encode, numbers: readonly number[], bits: number): Uint8Array {
  const bytes = bits === 8 ? Uint8Array.from(numbers) : new Uint8Array(Uint16Array.from(numbers).buffer);
  const context = new Context({
    width: 24,
    height: 16,
    bitsAllocated: bits === 8 ? 8 : 16,
    bitsStored: bits,
    samplesPerPixel: 1,
    pixelRepresentation: 0,
    planarConfiguration: 0,
    photometricInterpretation: 'MONOCHROME2',
    decodedBuffer: bytes,
  });
  return Uint8Array.from(encode(context).getEncodedBuffer() ?? []);
}

const pixelData = (fragments: readonly Uint8Array[], offsets?: readonly number[]): DicomElement => ({
  tag: 0x7fe00010,
  vr: 'OB',
  value: { fragments, ...(offsets === undefined ? {} : { offsets }) },
});

const cut = (bytes: Uint8Array): readonly Uint8Array[] => [bytes.subarray(0, 40), bytes.subarray(40)];

describe.each(Object.entries(LOSSLESS))('%s', (transferSyntax, [, encode]) => {
  const series = { size: SIZE, transferSyntax, bitsStored: 12 };
  const frames = (): readonly Uint8Array[] => [0, 1, 2].map((z) => packed(encode, voxels(z), 12));

  it('a frame in a file, in one fragment or several', async () => {
    const files = frames().flatMap((frame, z) =>
      dicomSeries({
        ...series,
        slices: [z],
        elements: [
          { tag: 0x00080018, vr: 'UI', value: `2.25.${z}` },
          pixelData(z === 1 ? cut(frame) : [frame]),
        ],
      }),
    );
    const { volume, warnings } = await readImage(files);
    expect([warnings, ...volume.voxels]).toEqual([[], ...NUMBERS]);
  });

  it('signed numbers', async () => {
    const fields: DicomSeriesFields = { ...series, size: [24, 16, 1], signed: true };
    const { volume } = await readImage(
      dicomSeries({ ...fields, elements: [pixelData([packed(encode, voxels(0).map((n) => (n + 3900) % 4096), 12)])] }),
    ); // prettier-ignore
    expect([...volume.voxels]).toEqual(voxels(0).map((n) => (((n + 3900) % 4096) << 20) >> 20));
  });

  it('bytes', async () => {
    const bytes = voxels(0).map((n) => n % 256);
    const fields: DicomSeriesFields = { size: [24, 16, 1], transferSyntax, bitsAllocated: 8 };
    const { volume } = await readImage(
      dicomSeries({ ...fields, elements: [pixelData([packed(encode, bytes, 8)])] }),
    );
    expect([volume.dtype, ...volume.voxels]).toEqual(['uint8', ...bytes]);
  });

  it('numbers of a palette', async () => {
    const numbers = voxels(0).map((n) => n % 256);
    const ramp = Array.from({ length: 256 }, (_, at) => 255 - at);
    const elements: readonly DicomElement[] = [
      pixelData([packed(encode, numbers, 8)]),
      { tag: 0x00280004, vr: 'CS', value: 'PALETTE COLOR' },
      ...[0, 1, 2].flatMap((at) => [
        { tag: 0x00281101 + at, vr: 'US', value: [256, 0, 8] },
        { tag: 0x00281201 + at, vr: 'OW', value: ramp },
      ]),
    ];
    const { volume } = await readImage(
      dicomSeries({ size: [24, 16, 1], transferSyntax, bitsAllocated: 8, elements }),
    );
    const found = numbers.map((n) => 255 - n);
    expect([volume.channels, ...volume.voxels]).toEqual([3, ...found, ...found, ...found]);
  });

  it('several frames in a file, by their count', async () => {
    const { volume } = await readImage(enhancedDicom({ ...series, elements: [pixelData(frames())] }));
    expect([...volume.voxels]).toEqual(NUMBERS);
  });

  it.each([
    ['cut short', (frame: Uint8Array) => frame.subarray(0, frame.length >> 1)],
    // CharLS looks for the end of such a frame in all of its memory, for half a minute.
    ['cut to its first bytes', (frame: Uint8Array) => frame.subarray(0, 60)],
    ['emptied', () => new Uint8Array(0)],
    ['of zeros', (frame: Uint8Array) => new Uint8Array(frame.length)],
    ['of noise', (frame: Uint8Array) => frame.map(() => random(256))],
  ])('a frame that is %s is refused, and the next one is read', async (_how, damage) => {
    const [frame = new Uint8Array(0)] = frames();
    const one = { ...series, size: [24, 16, 1] } as const;
    const broken = dicomSeries({ ...one, elements: [pixelData([damage(frame)])] });
    expect((await refusalOf(readImage(broken))).tag).toBe('MalformedImage');
    const { volume } = await readImage(dicomSeries({ ...one, elements: [pixelData([frame])] }));
    expect([...volume.voxels]).toEqual(voxels(0));
  });
});

it('sound and damaged frames that are read at one time do not disturb each other', async () => {
  const encode: Encode = (context) => NativeCodecs.encodeJpeg2000(context, { lossy: false });
  const frame = packed(encode, voxels(0), 12);
  const broken = frame.map((byte, at) => (at > 60 && at < frame.length - 2 ? random(256) : byte));
  const fields = { size: [24, 16, 1], transferSyntax: '1.2.840.10008.1.2.4.90', bitsStored: 12 } as const;
  const ends = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      readImage(dicomSeries({ ...fields, elements: [pixelData([at % 3 === 0 ? broken : frame])] })).then(
        ({ volume }) => [...volume.voxels],
        ({ tag }: { readonly tag: unknown }) => tag,
      ),
    ),
  );
  ends.forEach((end, at) => at % 3 !== 0 && expect(end).toEqual(voxels(0)));
});

describe('frames in several fragments each', () => {
  const encode: Encode = (context) => NativeCodecs.encodeJpeg(context, { lossy: false });
  const fields = { size: SIZE, transferSyntax: '1.2.840.10008.1.2.4.70', bitsStored: 12, voxel };
  const fragments = (): readonly Uint8Array[] => [0, 1, 2].flatMap((z) => cut(packed(encode, voxels(z), 12)));
  const even = (length: number): number => length + (length % 2);
  const offsets = (): readonly number[] => {
    let at = 0;
    const starts = fragments().map((one) => (at += 8 + even(one.length)) - 8 - even(one.length));
    return starts.filter((_, index) => index % 2 === 0);
  };

  it.each<[string, () => readonly DicomElement[]]>([
    ['by the offset table', () => [pixelData(fragments(), offsets())]],
    ['by the extended offset table', () => [extended(offsets()), pixelData(fragments())]],
    ['by the starts of their streams', () => [pixelData(fragments())]],
    ['by those, where the offset table is wrong', () => [pixelData(fragments(), [0, 8, 16])]],
  ])('%s', async (_how, elements) => {
    const { volume } = await readImage(enhancedDicom({ ...fields, elements: elements() }));
    expect([...volume.voxels]).toEqual(NUMBERS);
  });

  it('are refused where a frame is missing', async () => {
    const refusal = await refusalOf(
      readImage(enhancedDicom({ ...fields, elements: [pixelData(fragments().slice(2))] })),
    );
    expect(refusal.message).toBe('The pixels of "enhanced.dcm" are in 4 pieces that make no 3 frames.');
  });

  const extended = (places: readonly number[]): DicomElement => ({
    tag: 0x7fe00001,
    vr: 'OV',
    value: new Uint8Array(BigUint64Array.from(places, BigInt).buffer),
  });
});

describe('colours', () => {
  const rgb = (encode: Encode, photometricInterpretation: string): Uint8Array =>
    Uint8Array.from(
      encode(
        new Context({
          width: 24, height: 16, bitsAllocated: 8, bitsStored: 8, samplesPerPixel: 3, pixelRepresentation: 0,
          planarConfiguration: 0, photometricInterpretation,
          decodedBuffer: Uint8Array.from({ length: 24 * 16 * 3 }, (_, at) => [200, 100, 50][at % 3] ?? 0),
        }),
      ).getEncodedBuffer() ?? [],
    ); // prettier-ignore

  it.each<[string, readonly [syntax: string, photometric: string], Encode, number]>([
    ['JPEG Baseline, turned into YBR', ['50', 'YBR_FULL_422'], (context) => NativeCodecs.encodeJpeg(context, { lossy: true, quality: 95 }), 3],
    ['JPEG 2000, turned into YBR', ['90', 'YBR_RCT'], (context) => NativeCodecs.encodeJpeg2000(context, { lossy: false }), 0],
    ['JPEG-LS', ['80', 'RGB'], (context) => NativeCodecs.encodeJpegLs(context, { lossy: false }), 0],
  ])('%s', async (_what, [syntax, photometric], encode, most) => {
    const elements: readonly DicomElement[] = [
      { tag: 0x00280002, vr: 'US', value: [3] },
      { tag: 0x00280004, vr: 'CS', value: photometric },
      pixelData([rgb(encode, 'RGB')]),
    ];
    const transferSyntax = `1.2.840.10008.1.2.4.${syntax}`;
    const { volume } = await readImage(dicomSeries({ size: [24, 16, 1], bitsAllocated: 8, transferSyntax, elements }));
    expect([volume.channels, volume.dtype]).toEqual([3, 'uint8']);
    [200, 100, 50].forEach((value, channel) =>
      expect(Math.abs((volume.voxels[384 * channel + 77] ?? NaN) - value)).toBeLessThanOrEqual(most),
    );
  }); // prettier-ignore
});

it('a stream of another size than its header says is refused before it is decoded', async () => {
  const frame = packed((context) => NativeCodecs.encodeJpeg2000(context, { lossy: false }), voxels(0), 12);
  const huge = Uint8Array.from(frame);
  new DataView(huge.buffer).setUint32(8, 0x7fff);
  const fields = { size: [24, 16, 1], transferSyntax: '1.2.840.10008.1.2.4.90', bitsStored: 12 } as const;
  const refusal = await refusalOf(readImage(dicomSeries({ ...fields, elements: [pixelData([huge])] })));
  expect(refusal.message).toBe(
    'The header of "0.dcm" declares 24 x 16 x 1 pixels, its frame holds 32767 x 16 x 1.',
  );
});

describe.each([
  ['JPEG 2000', '90', (context: FrameContext) => NativeCodecs.encodeJpeg2000(context, { lossy: false })],
  ['HTJ2K', '201', (context: FrameContext) => NativeCodecs.encodeHtJpeg2000(context, { lossy: false })],
] as const)('tiles of %s that cannot be are refused before they are decoded', (_name, syntax, encode) => {
  // Of the SIZ segment (T.800, A.5.1). OpenJPH 0.18 never ends with a first tile behind the start of the picture.
  it.each<[string, number, number]>([
    ['a first tile behind the first column', 32, 2],
    ['a first tile behind the first row', 36, 2],
    ['tiles of no width', 24, 0],
    ['tiles of no height', 28, 0],
    ['a picture that ends before it begins', 16, 25],
    ['samples of no distance', 43, 0],
  ])('%s', async (_what, at, value) => {
    const frame = packed(encode, voxels(0), 12);
    const view = new DataView(frame.buffer);
    if (at === 43) view.setUint8(at, value);
    else view.setUint32(at, value);
    const fields: DicomSeriesFields = {
      size: [24, 16, 1],
      transferSyntax: `1.2.840.10008.1.2.4.${syntax}`,
      bitsStored: 12,
    };
    const reading = readImage(dicomSeries({ ...fields, elements: [pixelData([frame])] }));
    expect((await refusalOf(reading)).message).toBe('A compressed frame is none: the file is damaged.');
  });
});

it('decoders write nothing to the console', async () => {
  log.enableAll();
  const frame = packed((context) => NativeCodecs.encodeHtJpeg2000(context, { lossy: false }), voxels(0), 12);
  const fields = { size: [24, 16, 1], transferSyntax: '1.2.840.10008.1.2.4.201', bitsStored: 12 } as const;
  await readImage(dicomSeries({ ...fields, elements: [pixelData([frame])] }));
  expect(log.getLevel()).toBe(log.levels.SILENT);
});

it('a transfer syntax that is not read is named', async () => {
  const files = dicomSeries({ transferSyntax: '1.2.840.10008.1.2.4.100', elements: [pixelData([])] });
  const refusal = await refusalOf(readImage(files));
  expect([refusal.tag, refusal.message]).toEqual([
    'UnsupportedImage',
    expect.stringContaining('"1.2.840.10008.1.2.4.100", which is not read'),
  ]);
});
