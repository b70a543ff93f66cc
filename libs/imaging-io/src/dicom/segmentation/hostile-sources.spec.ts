import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LabelMap } from '@aiaa/volume';
import type { DicomElement } from '../../testing/dicom-bytes.js';
import { dicomSeries, enhancedDicom, type DicomFile } from '../../testing/dicom-series.js';
import { endsOf } from '../../testing/ends-of.js';
import { randomNumbers } from '../../testing/random-numbers.js';
import { parseSegmentation } from '../../testing/read-segmentation.js';
import { refusalOf } from '../../testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from '../../testing/temporary-folder.js';
import { labelsOn } from '../../testing/written-segmentation.js';
import { zipArchive } from '../../testing/zip-archive.js';
import type { SegmentationParts } from './segmentation-parts.js';
import { writeSegmentation } from './write-segmentation.js';

let folder: TemporaryFolder;
let scratch: TemporaryFolder;
let labels: LabelMap;
beforeAll(async () => {
  scratch = await temporaryFolder();
  labels = await labelsOn(dicomSeries(), [0, 1, 2]);
});
beforeEach(async () => void (folder = await temporaryFolder()));
afterAll(() => scratch.remove());

const seg = (): string => join(folder.path, 'seg.dcm');

/** Writes, and reads the whole object back: its frames hold the labels, bit by bit. */
async function writeAndCheck(source: SegmentationParts['source']): Promise<void> {
  await writeSegmentation(seg(), { labels, source }, { scratchFolder: scratch.path });
  const { frames, segments } = parseSegmentation(await readFile(seg()));
  expect([segments.length, frames.length]).toEqual([2, 6]);
  const ones = frames.reduce((sum, { bits }) => sum + bits.reduce((count, bit) => count + bit, 0), 0);
  expect(ones).toBe(labels.voxels.filter((label) => label > 0).length);
}

describe.each<[string, () => readonly DicomFile[]]>([
  ['files of slices', () => dicomSeries()],
  ['a file of frames', () => [enhancedDicom()]],
  ['deflated files', () => dicomSeries({ transferSyntax: '1.2.840.10008.1.2.1.99' })],
])('%s, damaged anywhere', (_what, make) => {
  it('give a sound segmentation or a refusal, and leave nothing behind', async () => {
    const random = randomNumbers(3);
    const ends = await endsOf(250, async () => {
      const source = make().map(({ name, bytes }) => ({ name, bytes: Uint8Array.from(bytes) }));
      const { bytes } = source[random(source.length)] ?? { bytes: new Uint8Array(1) };
      for (let times = 0; times <= random(3); times++) bytes[random(bytes.length)] = random(256);
      await writeAndCheck(source);
      return 'written';
    });
    const foreseen = ['LimitExceeded', 'MalformedImage', 'UnfitImage', 'UnsupportedImage', 'written'];
    expect(ends.filter((end) => !foreseen.includes(end))).toEqual([]);
    expect(ends).toContain('written');
    expect(await readdir(folder.path)).toEqual(['seg.dcm']);
    await folder.remove();
  }, 60_000);
});

describe('what a source says of its patient', () => {
  const LAST = [
    '\\'.repeat(200),
    '=^=^=',
    '\u001b$B\u001b(B',
    '\0\0\0',
    '\n\r\f',
    'x'.repeat(60_000),
    ' ',
    '\u00ff\u00fe',
  ];
  const element = (tag: number, vr: string, value: DicomElement['value']): DicomElement => ({
    tag,
    vr,
    value,
  });

  it.each([
    ['the name', 0x00100010, 'PN'],
    ['the ID', 0x00100020, 'LO'],
    ['the birth date', 0x00100030, 'DA'],
    ['the character set', 0x00080005, 'CS'],
    ['the age', 0x00101010, 'AS'],
    ['the weight', 0x00101030, 'DS'],
    ['the study date', 0x00080020, 'DA'],
    ['the study', 0x00081030, 'LO'],
  ])('%s, of any bytes, does not spoil the rest', async (_what, tag, vr) => {
    for (const value of LAST) await writeAndCheck(dicomSeries({ elements: [element(tag, vr, value)] }));
    for (const other of ['SQ', 'UN', 'OB', 'UT']) {
      const value: DicomElement['value'] = other === 'SQ' ? { items: [[element(tag, vr, 'x')]] } : new Uint8Array(9);
      await writeAndCheck(dicomSeries({ elements: [element(tag, other, value)] }));
    }
    expect(await readdir(folder.path)).toEqual(['seg.dcm']);
    await folder.remove();
  }); // prettier-ignore
});

describe('a source in a zip', () => {
  const series = dicomSeries();
  const [slice = { name: '', bytes: new Uint8Array(0) }, ...others] = series;
  const zeros = new Uint8Array(1 << 26);

  it.each<[string, Uint8Array, string]>([
    ['with a name that leads out of it', zipArchive([...others, { ...slice, name: '../0.dcm' }]), 'MalformedImage'],
    ['with a zip in it', zipArchive([{ name: 'inner.zip', bytes: zipArchive(series) }]), 'UnfitImage'],
    ['with a bomb in it', zipArchive([...series, { name: 'a', bytes: zeros }]), 'LimitExceeded'],
    ['with too many files', zipArchive([...series, ...series]), 'LimitExceeded'],
    ['that is cut short', zipArchive(series).subarray(0, 600), 'MalformedImage'],
    ['that holds no DICOM', zipArchive([{ name: 'a.txt', bytes: Buffer.from('text') }]), 'UnfitImage'],
    ['that holds another series', zipArchive(dicomSeries({ slices: [0, 1] })), 'UnfitImage'],
  ])('%s is refused, and nothing of it is left', async (_what, bytes, tag) => {
    const source = { name: 'series.zip', bytes };
    const limits = { decodedBytes: 1 << 20, archiveEntries: 5 };
    const refusal = await refusalOf(
      writeSegmentation(seg(), { labels, source }, { scratchFolder: scratch.path, limits }),
    );
    expect(refusal.tag).toBe(tag);
    expect([await readdir(folder.path), await readdir(scratch.path)]).toEqual([[], []]);
    await folder.remove();
  }); // prettier-ignore

  it('of two series gives the one that is named', async () => {
    const other = dicomSeries({ seriesUid: '2.25.77', size: [5, 4, 4] });
    const entries = [...series, ...other].map(({ bytes }, at) => ({ name: `IM${at}`, bytes }));
    const source = { name: 'study.zip', bytes: zipArchive(entries) };
    const parts = { labels, source, seriesUid: '2.25.22' };
    await writeSegmentation(seg(), parts, { scratchFolder: scratch.path });
    expect(parseSegmentation(await readFile(seg())).frames).toHaveLength(6);
    expect((await refusalOf(writeSegmentation(seg(), { labels, source }))).tag).toBe('UnfitImage');
    expect([await readdir(folder.path), await readdir(scratch.path)]).toEqual([['seg.dcm'], []]);
    await folder.remove();
  });
});
