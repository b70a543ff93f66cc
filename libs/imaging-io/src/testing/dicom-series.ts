import type { Size, Vector3 } from '@aiaa/volume';
import { dicomBytes, type DicomElement, type DicomEncoding } from './dicom-bytes.js';

/** A series to be made for a test; what is left out is a sound chiral MR series of 5 x 4 x 3 voxels, axial. */
export interface DicomSeriesFields extends DicomEncoding {
  readonly size?: Size;
  /** Millimetres between columns, between rows, between slices. */
  readonly spacing?: Vector3;
  /** Directions of a row and of a column, in DICOM's own space. */
  readonly row?: Vector3;
  readonly column?: Vector3;
  /** Image Position (Patient) of slice 0. */
  readonly origin?: Vector3;
  /** Millimetres by which each slice is shifted down its columns against the one before: a gantry's tilt. */
  readonly shear?: number;
  /** Which slices there are, and in which order: a gap, a slice twice, any order; all of them when left out. */
  readonly slices?: readonly number[];
  /** How many times each slice comes, at so many temporal positions; once when left out. */
  readonly volumes?: number;
  /** The number that is stored for a voxel; each its own when left out. */
  readonly voxel?: (x: number, y: number, z: number, volume: number) => number;
  readonly slope?: (z: number) => number;
  readonly intercept?: (z: number) => number;
  readonly signed?: boolean;
  readonly bitsAllocated?: 8 | 16 | 32;
  readonly bitsStored?: number;
  readonly highBit?: number;
  readonly studyUid?: string;
  readonly seriesUid?: string;
  readonly frameOfReferenceUid?: string;
  /** Elements that are added, or take the place of those of their tag. */
  readonly elements?: readonly DicomElement[];
}

/** A file in memory. */
export interface DicomFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sopInstanceUid: string;
}

type Whole = Required<Omit<DicomSeriesFields, keyof DicomEncoding>> & DicomEncoding;

function whole(fields: DicomSeriesFields): Whole {
  const size = fields.size ?? [5, 4, 3];
  const bitsAllocated = fields.bitsAllocated ?? 16;
  const bitsStored = fields.bitsStored ?? bitsAllocated;
  return {
    spacing: [0.7, 0.9, 2.5],
    row: [1, 0, 0],
    column: [0, 1, 0],
    origin: [-30, -20, 10],
    shear: 0,
    slices: Array.from({ length: size[2] }, (_, k) => k),
    volumes: 1,
    voxel: (x, y, z, volume) => x + size[0] * (y + size[1] * (z + size[2] * volume)),
    slope: () => 1,
    intercept: () => 0,
    signed: false,
    highBit: bitsStored - 1,
    studyUid: '2.25.11',
    seriesUid: '2.25.22',
    frameOfReferenceUid: '2.25.33',
    elements: [],
    ...fields,
    size,
    bitsAllocated,
    bitsStored,
  };
}

/** A classic series: one file for each slice and volume. */
export function dicomSeries(fields: DicomSeriesFields = {}): readonly DicomFile[] {
  const series = whole(fields);
  return slicesOf(series).map(({ z, volume }, at) => {
    const sopInstanceUid = `${series.seriesUid}.${at + 1}`;
    const elements = [
      ...commonElements(series, '1.2.840.10008.5.1.4.1.1.4', sopInstanceUid),
      text(0x00200013, 'IS', at + 1),
      text(0x00200100, 'IS', volume + 1),
      ...placeElements(series, z),
      ...measureElements(series),
      ...scaleElements(series, z),
      pixelElement(series, [{ z, volume }]),
    ];
    return { name: `${at}.dcm`, bytes: dicomBytes(replaced(elements, series), series), sopInstanceUid };
  });
}

/** The same slices as the frames of one enhanced file, each with its place and scale in functional groups. */
export function enhancedDicom(fields: DicomSeriesFields = {}): DicomFile {
  const series = whole(fields);
  const frames = slicesOf(series);
  const sopInstanceUid = `${series.seriesUid}.1`;
  const group = (tag: number, item: readonly DicomElement[]): DicomElement => ({
    tag,
    vr: 'SQ',
    value: { items: [item] },
  });
  const perFrame = frames.map(({ z, volume }) => {
    const [position, orientation] = placeElements(series, z);
    return [
      group(0x00209113, position === undefined ? [] : [position]),
      group(0x00209116, orientation === undefined ? [] : [orientation]),
      group(0x00209111, [{ tag: 0x00209128, vr: 'UL', value: [volume + 1] }]),
      group(0x00289145, scaleElements(series, z)),
    ];
  });
  const elements = [
    ...commonElements(series, '1.2.840.10008.5.1.4.1.1.4.1', sopInstanceUid),
    text(0x00280008, 'IS', frames.length),
    { tag: 0x52009229, vr: 'SQ', value: { items: [[group(0x00289110, measureElements(series))]] } },
    { tag: 0x52009230, vr: 'SQ', value: { items: perFrame } },
    pixelElement(series, frames),
  ];
  return { name: 'enhanced.dcm', bytes: dicomBytes(replaced(elements, series), series), sopInstanceUid };
}

interface SliceOfVolume {
  readonly z: number;
  readonly volume: number;
}

const slicesOf = ({ slices, volumes }: Whole): readonly SliceOfVolume[] =>
  Array.from({ length: volumes }, (_, volume) => slices.map((z) => ({ z, volume }))).flat();

const replaced = (elements: readonly DicomElement[], { elements: own }: Whole): readonly DicomElement[] => [
  ...elements.filter(({ tag }) => !own.some((one) => one.tag === tag)),
  ...own,
];

const text = (tag: number, vr: string, ...values: readonly (number | string)[]): DicomElement => ({
  tag,
  vr,
  value: values
    .map((value) => (typeof value === 'string' ? value : String(Number(value.toFixed(8)))))
    .join('\\'),
});

const words = (tag: number, value: number): DicomElement => ({ tag, vr: 'US', value: [value] });

const commonElements = (series: Whole, sopClass: string, sopInstance: string): readonly DicomElement[] => [
  text(0x00080008, 'CS', 'ORIGINAL', 'PRIMARY'),
  text(0x00080016, 'UI', sopClass),
  text(0x00080018, 'UI', sopInstance),
  text(0x00080020, 'DA', '20200102'),
  text(0x00080030, 'TM', '030405'),
  text(0x00080050, 'SH', 'A1'),
  text(0x00080060, 'CS', 'MR'),
  text(0x00080090, 'PN', ''),
  text(0x00100010, 'PN', 'Phantom^Chiral'),
  text(0x00100020, 'LO', 'P1'),
  text(0x00100030, 'DA', '19700101'),
  text(0x00100040, 'CS', 'O'),
  text(0x0020000d, 'UI', series.studyUid),
  text(0x0020000e, 'UI', series.seriesUid),
  text(0x00200010, 'SH', 'S1'),
  text(0x00200011, 'IS', 1),
  text(0x00200052, 'UI', series.frameOfReferenceUid),
  words(0x00280002, 1),
  text(0x00280004, 'CS', 'MONOCHROME2'),
  words(0x00280010, series.size[1]),
  words(0x00280011, series.size[0]),
  words(0x00280100, series.bitsAllocated),
  words(0x00280101, series.bitsStored),
  words(0x00280102, series.highBit),
  words(0x00280103, series.signed ? 1 : 0),
];

function placeElements({ row, column, origin, spacing, shear }: Whole, z: number): readonly DicomElement[] {
  const [a, b, c] = row;
  const [d, e, f] = column;
  const normal: Vector3 = [b * f - c * e, c * d - a * f, a * e - b * d];
  const at = (axis: 0 | 1 | 2): number =>
    origin[axis] + z * (spacing[2] * normal[axis] + shear * column[axis]);
  return [text(0x00200032, 'DS', at(0), at(1), at(2)), text(0x00200037, 'DS', ...row, ...column)];
}

const measureElements = ({ spacing }: Whole): readonly DicomElement[] => [
  text(0x00180050, 'DS', spacing[2]),
  text(0x00280030, 'DS', spacing[1], spacing[0]),
];

const scaleElements = ({ slope, intercept }: Whole, z: number): readonly DicomElement[] => [
  text(0x00281052, 'DS', intercept(z)),
  text(0x00281053, 'DS', slope(z)),
  text(0x00281054, 'LO', 'US'),
];

function pixelElement(series: Whole, frames: readonly SliceOfVolume[]): DicomElement {
  const { size, voxel, bitsAllocated } = series;
  const numbers = frames.flatMap(({ z, volume }) =>
    Array.from({ length: size[0] * size[1] }, (_, at) =>
      voxel(at % size[0], Math.floor(at / size[0]), z, volume),
    ),
  );
  const stored = numbers.flatMap((number) => (bitsAllocated === 32 ? halves(number, series) : [number]));
  return { tag: 0x7fe00010, vr: bitsAllocated === 8 ? 'OB' : 'OW', value: stored };
}

/** A number of 32 bits as the two words that it is, in the byte order of the file (PS3.5, 8.1.1). */
const halves = (number: number, { transferSyntax }: Whole): readonly number[] => {
  const [low, high] = [number & 0xffff, (number >>> 16) & 0xffff];
  return transferSyntax === '1.2.840.10008.1.2.2' ? [high, low] : [low, high];
};
