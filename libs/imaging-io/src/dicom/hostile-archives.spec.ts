import { readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Image } from '../image.js';
import { readImage, type ReadOptions } from '../read-image.js';
import { dicomBytes } from '../testing/dicom-bytes.js';
import { dicomSeries, enhancedDicom } from '../testing/dicom-series.js';
import { endsOf } from '../testing/ends-of.js';
import { randomNumbers } from '../testing/random-numbers.js';
import { refusalOf } from '../testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { zipArchive, type ZipEntry } from '../testing/zip-archive.js';

let folder: TemporaryFolder;
let scratch: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
  scratch = await temporaryFolder();
});
afterAll(() => Promise.all([folder.remove(), scratch.remove()]));
afterEach(async () => expect(await readdir(scratch.path)).toEqual([]));

const readZip = (archive: Uint8Array, options: ReadOptions = {}): Promise<Image> =>
  readImage({ name: 'study.zip', bytes: archive }, { scratchFolder: scratch.path, ...options });

const entriesOf = (files: readonly ZipEntry[], prefix = 'DICOM/'): readonly ZipEntry[] =>
  files.map(({ name, bytes = new Uint8Array(0) }) => ({ name: `${prefix}${name}`, bytes }));

const series = dicomSeries();
const [slice = { name: '', bytes: new Uint8Array(0) }, ...others] = series;
const COUNT = Array.from({ length: 60 }, (_, at) => at);

describe('refused, and nothing of it is left', () => {
  const sound = entriesOf(others);
  const inner = { name: 'DICOM/inner.zip', bytes: zipArchive(entriesOf(series)) };
  const named = (name: string): Uint8Array => zipArchive([...sound, { name, bytes: slice.bytes }]);
  const zeros = new Uint8Array(1 << 26);
  const long = dicomBytes([{ tag: 0x7fe00010, vr: 'OW', value: zeros }]);

  it.each<[string, Uint8Array, string, RegExp]>([
    ['a slice outside of it', named('../../0.dcm'), 'MalformedImage', /names a file outside of itself/],
    ['a slice at the root', named('/0.dcm'), 'MalformedImage', /names a file outside of itself/],
    ['a slice on a drive', named('C:\\0.dcm'), 'MalformedImage', /names a file outside of itself/],
    ['a slice outside, by backslashes', named('DICOM\\..\\..\\0.dcm'), 'MalformedImage', /names a file outside of itself/],
    ['an archive in it', zipArchive([...sound, inner]), 'UnsupportedImage', /"inner.zip" is an archive inside another file/],
    ['an archive alone in it', zipArchive([inner]), 'UnsupportedImage', /"inner.zip" is an archive inside another file/],
    ['64 MiB of zeros beside it', zipArchive([...sound, { name: 'a', bytes: zeros }]), 'LimitExceeded', /more than 1 MiB/],
    ['a slice of 64 MiB of zeros', zipArchive([...sound, { name: 'a', bytes: long }]), 'LimitExceeded', /more than 1 MiB/],
    ['a slice that says it is small', zipArchive([...sound, { name: 'a', bytes: long, length: 900 }]), 'MalformedImage', /too many bytes/],
    ['a slice that does not have its checksum', zipArchive([...sound, { ...slice, crc: 1 }]), 'MalformedImage', /checksum/],
    ['an encrypted slice', zipArchive([...sound, { ...slice, flags: 1 }]), 'UnsupportedImage', /encrypted/],
    ['nothing but a damaged slice', zipArchive([{ name: 'a', bytes: slice.bytes.subarray(0, 400) }]), 'MalformedImage', /"a" is damaged or cut short/],
    ['slices that together are too many voxels', zipArchive(entriesOf(dicomSeries({ size: [256, 256, 9] }))), 'LimitExceeded', /more than 1 MiB/],
  ])('%s', async (_what, archive, tag, sentence) => {
    const before = await readdir(folder.path);
    const refusal = await refusalOf(readZip(archive, { limits: { decodedBytes: 1 << 20 } }));
    expect([refusal.tag, refusal.message]).toEqual([tag, expect.stringMatching(sentence)]);
    expect(await readdir(folder.path)).toEqual(before);
  }); // prettier-ignore

  it('20,001 slices, by the limit that holds when none is given, before one is written', async () => {
    // Each is the entry at the front of the archive.
    const one: ZipEntry = { name: 'a', method: 0, at: 0 };
    const refusal = await refusalOf(readZip(zipArchive(Array<ZipEntry>(20_001).fill(one))));
    expect([refusal.tag, refusal.message]).toEqual([
      'LimitExceeded',
      'The archive holds more than 20000 files, which is the limit.',
    ]);
  });

  it('a deflated data set of zeros in it, by its header alone', async () => {
    const elements = [{ tag: 0x00081030, vr: 'UT', value: new Uint8Array(80 << 20) }];
    const bomb = dicomBytes(elements, { transferSyntax: '1.2.840.10008.1.2.1.99' });
    expect(bomb.length).toBeLessThan(100_000);
    const refusal = await refusalOf(readZip(zipArchive([{ name: 'a', bytes: bomb }])));
    expect([refusal.tag, refusal.message]).toEqual([
      'LimitExceeded',
      'The header of "a" inflates to more than 64 MiB.',
    ]);
  });
});

describe('several series in one zip', () => {
  const small = dicomSeries({ seriesUid: '2.25.77', slices: [0, 1], voxel: () => 7 });
  const study = zipArchive([...entriesOf(small, 'DICOM/A/'), ...entriesOf(series, 'DICOM/B/')]);

  it('the largest is taken, and told, whatever their files are called', async () => {
    const { volume, warnings } = await readZip(study);
    expect([...volume.voxels]).toEqual(COUNT);
    expect(warnings).toEqual(['The files hold 2 series; the largest was taken: "2.25.22", of 3 slices.']);
  });

  it('the one that is asked for is taken', async () => {
    const { volume, warnings } = await readZip(study, { seriesUid: '2.25.77' });
    expect([volume.size, [...new Set(volume.voxels)], warnings]).toEqual([[5, 4, 2], [7], []]);
  });

  it('a file of frames against files of slices: it is the slices that count', async () => {
    const frames = enhancedDicom({ seriesUid: '2.25.78', slices: [0, 1, 2, 3] });
    const { volume } = await readZip(zipArchive(entriesOf([...series, frames])));
    expect(volume.size).toEqual([5, 4, 4]);
  });

  it('of two zips, too', async () => {
    const zips = [small, series].map((files, at) => ({
      name: `${at}.zip`,
      bytes: zipArchive(entriesOf(files)),
    }));
    const { volume } = await readImage(zips, { scratchFolder: scratch.path });
    expect([...volume.voxels]).toEqual(COUNT);
  });
});

it('400 damaged archives of a series are each read or refused', async () => {
  const sound = zipArchive(entriesOf(series));
  const random = randomNumbers(5);
  const ends = await endsOf(400, async () => {
    const bytes = Uint8Array.from(sound);
    for (let times = 0; times <= random(3); times++) bytes[4 + random(bytes.length - 4)] = random(256);
    await readZip(bytes, { limits: { decodedBytes: 1 << 20 } });
    return 'read';
  });
  const foreseen = ['LimitExceeded', 'MalformedImage', 'UnsupportedImage', 'read'];
  expect(ends.filter((end) => !foreseen.includes(end))).toEqual([]);
  expect(ends).toContain('MalformedImage');
}, 60_000);
