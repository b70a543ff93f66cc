import { gzipSync } from 'node:zlib';
import {
  dicomBytes,
  dicomSeries,
  enhancedDicom,
  niftiBytes,
  type DicomSeriesFields,
} from '@aiaa/imaging-io/testing';
import { someBytes, type MemoryFile, type Seed } from '../seed.js';
import { dicomNumbers } from './dicom-numbers.js';
import { SLICE_LINES, fileOfLines } from './dicom-text-seeds.js';
import { zipBytes } from './zip-bytes.js';

const SERIES: Readonly<Record<string, DicomSeriesFields>> = {
  slices: {},
  'slices, implicit': { transferSyntax: '1.2.840.10008.1.2' },
  'slices, deflated': { transferSyntax: '1.2.840.10008.1.2.1.99' },
  'slices in no order, oblique': { slices: [2, 0, 1], row: [0.8, 0, -0.6], column: [0.36, -0.8, 0.48] },
  'slices with slopes of their own': { slope: (z) => 1 + z, intercept: (z) => -z },
  'slices of a tilted gantry, one missing': { slices: [0, 1, 3], shear: 0.6 },
  'slices at two times': { slices: [0, 1], volumes: 2 },
}; // prettier-ignore

/** Several DICOM files that come together, of which the first is damaged; alone, packed by gzip, and in a zip. */
export function seriesSeeds(): readonly Seed[] {
  const [first, ...others] = dicomSeries();
  const other = dicomSeries({ seriesUid: '2.25.77', slices: [0, 1] });
  const [another] = other;
  const report = { name: 'SR1', bytes: dicomBytes([{ tag: 0x00080060, vr: 'CS', value: 'SR' }]) };
  return [
    ...Object.entries(SERIES).map(([title, fields]) => {
      const [damaged, ...sound] = dicomSeries(fields);
      return series(title, damaged, sound);
    }),
    series('slices, and a report', first, [...others, report]),
    series('slices of two series', first, [...others, ...other]),
    series('slices, and files of frames', first, [...others, enhancedDicom({ seriesUid: '2.25.78' })]),
    { ...series('slices, and an image of another format', first, [{ name: 'a.nii', bytes: niftiBytes({ voxels: someBytes(48) }) }]), refused: true },
    { kind: 'series', title: 'DICOM, slices, the values of one', bytes: Buffer.from(SLICE_LINES), text: true, files: (bytes) => [fileOfLines(bytes), ...others] },
    { ...series('slices, gzipped', first, others), files: (bytes) => [{ ...first, bytes }, ...others].map(gzipped) },
    zipped('slices, zipped', first, others.slice(1), false),
    zipped('slices of two series, zipped and deflated', first, [another, report], true),
    archive(others),
  ]; // prettier-ignore
}

const series = (title: string, first: MemoryFile, others: readonly MemoryFile[]): Seed => ({
  kind: 'series',
  title: `DICOM, ${title}`,
  bytes: first.bytes,
  fields: dicomNumbers(first.bytes),
  files: (bytes) => [{ name: first.name, bytes }, ...others],
});

const gzipped = ({ name, bytes }: MemoryFile): MemoryFile => ({
  name: `${name}.gz`,
  bytes: gzipSync(bytes, { level: 1 }),
});

function zipped(title: string, first: MemoryFile, others: readonly MemoryFile[], deflate: boolean): Seed {
  const seed = series(title, first, others);
  const inFolder = ({ name, bytes }: MemoryFile): MemoryFile => ({ name: `DICOM/PA0/${name}`, bytes });
  return {
    ...seed,
    files: (bytes) => [{ name: 'series.zip', bytes: zipBytes(seed.files(bytes).map(inFolder), deflate) }],
  };
}

/** What is damaged is the zip itself. */
const archive = (files: readonly MemoryFile[]): Seed => ({
  kind: 'series',
  title: 'DICOM, a zip of slices',
  bytes: zipBytes(files, true),
  files: (bytes) => [{ name: 'series.zip', bytes }],
});
