import { deflateRawSync } from 'node:zlib';
import {
  dicomSeries,
  enhancedDicom,
  type DicomElement,
  type DicomSeriesFields,
} from '@aiaa/imaging-io/testing';
import { fileSeed, someBytes, type MemoryFile, type Seed } from '../seed.js';
import { dicomNumbers } from './dicom-numbers.js';
import { dicomTextSeeds } from './dicom-text-seeds.js';
import { packedFrames, type PackedFrame } from './packed-frames.js';

const EXPLICIT = '1.2.840.10008.1.2.1';
const DEFLATED = '1.2.840.10008.1.2.1.99';

const ENCODINGS: Readonly<Record<string, DicomSeriesFields>> = {
  explicit: {},
  implicit: { transferSyntax: '1.2.840.10008.1.2' },
  'big endian': { transferSyntax: '1.2.840.10008.1.2.2' },
  'without preamble': { preamble: false },
};

const NUMBERS: Readonly<Record<string, DicomSeriesFields>> = {
  'a slope': { slope: () => 0.5, intercept: () => -1024 },
  '12 bits, signed': { bitsStored: 12, signed: true, slope: () => 2 },
  '12 bits, not the lowest': { bitsStored: 12, highBit: 15 },
  '32 bits': { bitsAllocated: 32 },
  bytes: { bitsAllocated: 8 },
  'bytes in big endian': { bitsAllocated: 8, transferSyntax: '1.2.840.10008.1.2.2' },
  'floating point': { bitsAllocated: 32, elements: [{ tag: 0x7fe00008, vr: 'OF', value: Array<number>(20).fill(1.5) }] },
}; // prettier-ignore

/** One file, which is a series: in every encoding, of one slice and of several frames, its pixels plain and packed. */
export const dicomSeeds = (): readonly Seed[] => [
  ...Object.entries({ ...ENCODINGS, ...NUMBERS }).map(([title, fields]) => dicom(`a slice, ${title}`, slice(fields))),
  ...Object.entries(ENCODINGS).map(([title, fields]) => dicom(`frames, ${title}`, enhancedDicom(fields))),
  dicom('colours', colours(0)),
  dicom('colours, planes', colours(1)),
  deflated('a slice', slice),
  deflated('frames', enhancedDicom),
  dicom('RLE', slice(fragments(RLE, [rleFrame()]))),
  dicom('RLE, frames', enhancedDicom(fragments(RLE, [rleFrame(), rleFrame(), rleFrame()], [0, 114, 228]))),
  { kind: 'dicom', title: 'DICOM, RLE, its frame', bytes: rleFrame(), files: (bytes) => [slice(fragments(RLE, [bytes]))] },
  ...packedFrames().map(packedSeed),
  ...packedFrames().slice(0, 1).map((packed) => dicom(packed.title, slice(packedFields(packed, packed.bytes)))),
  ...dicomTextSeeds(),
]; // prettier-ignore

const dicom = (title: string, { name, bytes }: MemoryFile): Seed =>
  fileSeed('dicom', `DICOM, ${title}`, { name, bytes }, dicomNumbers(bytes));

function slice(fields: DicomSeriesFields): MemoryFile {
  const [file] = dicomSeries({ slices: [0], ...fields });
  return file;
}

const colours = (planar: number): MemoryFile =>
  slice({
    bitsAllocated: 8,
    elements: [
      { tag: 0x00280002, vr: 'US', value: [3] },
      { tag: 0x00280004, vr: 'CS', value: 'RGB' },
      { tag: 0x00280006, vr: 'US', value: [planar] },
      { tag: 0x7fe00010, vr: 'OB', value: someBytes(60) },
    ],
  });

/** What is damaged is the data set, before it is deflated. */
function deflated(title: string, make: (fields: DicomSeriesFields) => MemoryFile): Seed {
  const whole = make({ transferSyntax: DEFLATED }).bytes;
  const metaEnd = 144 + Buffer.from(whole).readUInt32LE(140); // PS3.10, 7.1: the group length counts from its end
  const dataSet = make({ transferSyntax: EXPLICIT, preamble: false }).bytes;
  return {
    ...dicom(`${title}, deflated`, { name: 'a.dcm', bytes: dataSet }),
    files: (bytes) => [
      { name: 'a.dcm', bytes: Buffer.concat([whole.subarray(0, metaEnd), deflateRawSync(bytes)]) },
    ],
  };
}

const fragments = (
  transferSyntax: string,
  frames: readonly Uint8Array[],
  offsets: readonly number[] = [],
  elements: readonly DicomElement[] = [],
): DicomSeriesFields => ({
  transferSyntax,
  elements: [...elements, { tag: 0x7fe00010, vr: 'OB', value: { fragments: frames, offsets } }],
});

const RLE = '1.2.840.10008.1.2.5';

/** Two segments of 5 x 4 bytes, the high ones as one run, the low ones as they are (PS3.5, annex G). */
function rleFrame(): Uint8Array {
  const header = Buffer.alloc(64);
  [2, 64, 66].forEach((value, at) => header.writeUInt32LE(value, 4 * at));
  return Buffer.concat([header, Uint8Array.of(257 - 20, 3, 19), someBytes(20), Uint8Array.of(128)]);
}

/** Damaged in its frame, of which dcmjs-codecs then has to make something; after each failure it is loaded anew. */
const packedSeed = (packed: PackedFrame): Seed => ({
  kind: 'dicom',
  title: `DICOM, ${packed.title}, its frame`,
  bytes: packed.bytes,
  files: (bytes) => [slice(packedFields(packed, bytes))],
});

const packedFields = ({ transferSyntax, bits, colours: rgb }: PackedFrame, bytes: Uint8Array): DicomSeriesFields => ({
  size: [8, 6, 1],
  bitsAllocated: bits === 8 ? 8 : 16,
  bitsStored: bits,
  ...fragments(transferSyntax, [bytes], [], rgb ? YBR : []),
}); // prettier-ignore

const YBR: readonly DicomElement[] = [
  { tag: 0x00280002, vr: 'US', value: [3] },
  { tag: 0x00280004, vr: 'CS', value: 'YBR_FULL_422' },
];
