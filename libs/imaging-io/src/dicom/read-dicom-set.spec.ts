import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImageFile } from '../image.js';
import { readImage } from '../read-image.js';
import { dicomBytes } from '../testing/dicom-bytes.js';
import { dicomSeries, enhancedDicom } from '../testing/dicom-series.js';
import { niftiBytes } from '../testing/nifti-bytes.js';
import { refusalOf } from '../testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { zipArchive } from '../testing/zip-archive.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

const series = dicomSeries();
const COUNT = Array.from({ length: 60 }, (_, at) => at);

const report = dicomBytes([
  { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.88.11' },
  { tag: 0x00080018, vr: 'UI', value: '2.25.9' },
  { tag: 0x00080060, vr: 'CS', value: 'SR' },
]);
const directory = dicomBytes([{ tag: 0x00041220, vr: 'SQ', value: { items: [] } }]);
const segmentation = enhancedDicom({
  slices: Array.from({ length: 9 }, (_, at) => at),
  elements: [
    { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.66.4' },
    { tag: 0x0020000e, vr: 'UI', value: '2.25.44' },
  ],
}).bytes;

describe('the files of a series', () => {
  it('on disk, without suffix, in any order', async () => {
    const paths = await Promise.all(
      series.toReversed().map(({ bytes }, at) => folder.put(`IM0000${at}`, bytes)),
    );
    const { volume, format, stored } = await readImage(paths);
    expect([format, stored, volume.dtype, ...volume.voxels]).toEqual(['dicom', 'uint16', 'uint16', ...COUNT]);
  });

  it('in a zip, in folders', async () => {
    const entries = series.map(({ bytes }, at) => ({ name: `DICOM/PA0/IM${at}`, bytes }));
    const text = { name: 'README.TXT', bytes: Buffer.from('A viewer is on this disc.') };
    const path = await folder.put('disc.zip', zipArchive([...entries, text]));
    const { volume, warnings } = await readImage(path);
    expect([...volume.voxels]).toEqual(COUNT);
    expect(warnings).toEqual(['1 file was left out as no DICOM: "README.TXT".']);
  });

  it('each packed by gzip', async () => {
    const files = series.map(({ name, bytes }) => ({ name: `${name}.gz`, bytes: gzipSync(bytes) }));
    expect([...(await readImage(files)).volume.voxels]).toEqual(COUNT);
  });

  it('as one file of frames', async () => {
    expect([...(await readImage(await folder.put('enhanced', enhancedDicom().bytes))).volume.voxels]).toEqual(COUNT);
  }); // prettier-ignore
});

describe('what comes with them', () => {
  it.each<[string, readonly ImageFile[], readonly string[]]>([
    ['a report', [{ name: 'SR1', bytes: report }], ['1 file was left out as holding no image, like reports or a DICOMDIR: "SR1".']],
    ['a DICOMDIR', [{ name: 'DICOMDIR', bytes: directory }], ['1 file was left out as holding no image, like reports or a DICOMDIR: "DICOMDIR".']],
    ['a segmentation', [{ name: 'seg', bytes: segmentation }], ['1 file was left out as holding no image, like reports or a DICOMDIR: "seg".']],
    ['text', [{ name: 'a.txt', bytes: Buffer.from('text') }], ['1 file was left out as no DICOM: "a.txt".']],
    ['an empty file', [{ name: 'empty.dcm', bytes: new Uint8Array(0) }], ['1 file was left out as no DICOM: "empty.dcm".']],
    ['a damaged file', [{ name: 'cut.dcm', bytes: report.subarray(0, 300) }], ['1 file was left out as damaged DICOM: "cut.dcm".']],
    ['many', ['a', 'b', 'c', 'd'].map((name) => ({ name, bytes: report })), ['4 files were left out as holding no image, like reports or a DICOMDIR: "a", "b", "c" and others.']],
  ])('%s is left out, and told', async (_what, others, expected) => {
    const { volume, warnings } = await readImage([...others, ...series]);
    expect([warnings, ...volume.voxels]).toEqual([expected, ...COUNT]);
  }); // prettier-ignore

  it.each<[string, ImageFile, string, string]>([
    ['a report', { name: 'SR1', bytes: report }, 'UnsupportedImage', '"SR1" holds no image'],
    ['a segmentation', { name: 'seg', bytes: segmentation }, 'UnsupportedImage', '"seg" holds no image'],
    ['a damaged file', { name: 'cut.dcm', bytes: report.subarray(0, 300) }, 'MalformedImage', '"cut.dcm" is damaged or cut short'],
  ])('%s alone is refused', async (_what, file, tag, words) => {
    const refusal = await refusalOf(readImage(file));
    expect([refusal.tag, refusal.message]).toEqual([tag, expect.stringContaining(words)]);
  }); // prettier-ignore

  it('an image of another format is refused', async () => {
    const refusal = await refusalOf(readImage([...series, { name: 'scan.nii', bytes: niftiBytes() }]));
    expect([refusal.tag, refusal.message]).toEqual([
      'UnsupportedImage',
      '"0.dcm" is DICOM and "scan.nii" is nifti: they are no one image, so send the series without it.',
    ]);
  });
});

describe('several series', () => {
  const small = dicomSeries({ seriesUid: '2.25.77', slices: [0, 1], voxel: () => 7 });
  const described = dicomSeries({ elements: [{ tag: 0x0008103e, vr: 'LO', value: 'T1 axial' }] });

  it('the largest is taken, and told', async () => {
    const { volume, warnings } = await readImage([...small, ...described]);
    expect(volume.size).toEqual([5, 4, 3]);
    expect(warnings).toEqual([
      'The files hold 2 series; the largest was taken: "2.25.22", "T1 axial", of 3 slices.',
    ]);
  });

  it('the one that is asked for is taken', async () => {
    const { volume, warnings } = await readImage([...series, ...small], { seriesUid: '2.25.77' });
    expect([volume.size, warnings]).toEqual([[5, 4, 2], []]);
  });

  it('a UID that is none is shown in part, on one line', async () => {
    const hostile = dicomSeries({ seriesUid: `\u0003\n${'9'.repeat(400)}` });
    const { warnings } = await readImage([...hostile, ...small]);
    expect(warnings).toEqual([expect.stringMatching(/^The files hold 2 series; the largest was taken: "[ -~…]{9,300}$/)]);
    const refusal = await refusalOf(readImage([...hostile, ...small], { seriesUid: '2.25.8' }));
    expect(refusal.message).toMatch(/^[ -~…]{9,300}$/);
  }); // prettier-ignore

  it('one that is not there is refused', async () => {
    const refusal = await refusalOf(readImage([...series, ...small], { seriesUid: '2.25.8' }));
    expect(refusal.message).toBe(
      'The files hold no image of the series "2.25.8"; they hold "2.25.22", "2.25.77".',
    );
  });
});
