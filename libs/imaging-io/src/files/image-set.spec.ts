import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { ImageFile } from '../image.js';
import { readImage } from '../read-image.js';
import { dicomBytes } from '../testing/dicom-bytes.js';
import { metaImageBytes } from '../testing/metaimage-bytes.js';
import { niftiBytes } from '../testing/nifti-bytes.js';
import { refusalOf } from '../testing/refusal.js';
import { zipArchive } from '../testing/zip-archive.js';

/** 24 int16 voxels that are all `value`. */
const voxels = (value: number): Uint8Array => new Uint8Array(new Int16Array(24).fill(value).buffer);
const whole = (value: number): Uint8Array => niftiBytes({ voxels: voxels(value) });
const header = niftiBytes({ magic: 'ni1\0', voxOffset: 0 }).subarray(0, 348);
const mhd = metaImageBytes({ ElementDataFile: 'folder/scan.raw' }, new Uint8Array(0));
const text = Buffer.from('Patient moved twice.\n'.repeat(40));

type Named = readonly [name: string, bytes: Uint8Array];
const files = (...named: readonly Named[]): readonly ImageFile[] =>
  named.map(([name, bytes]) => ({ name, bytes }));
const zip = (...named: readonly Named[]): Named => [
  'upload.zip',
  zipArchive(named.map(([name, bytes]) => ({ name, bytes }))),
];

/** With a comment longer than what is looked at to tell the format (RFC 1952, 2.3.1: flag FCOMMENT). */
const commented = (gzip: Uint8Array): Uint8Array => {
  const text = Buffer.from(`${'On the way. '.repeat(2000)}\0`);
  return Buffer.concat([
    gzip.subarray(0, 3),
    Uint8Array.of(16),
    gzip.subarray(4, 10),
    text,
    gzip.subarray(10),
  ]);
};

/** The first voxel of each channel. */
async function channelsOf(named: readonly Named[]): Promise<readonly number[]> {
  const { volume } = await readImage(files(...named));
  return Array.from({ length: volume.channels }, (_, channel) => volume.voxels[24 * channel] ?? NaN);
}

describe('files that belong together are one image', () => {
  const img = voxels(7);
  it.each<[string, readonly Named[], readonly number[]]>([
    ['one file', [['scan.nii', whole(7)]], [7]],
    ['one file, zipped', [zip(['scan.nii', whole(7)])], [7]],
    ['a pair', [['scan.hdr', header], ['scan.img', img]], [7]],
    ['a pair, the voxels first', [['scan.img', img], ['scan.hdr', header]], [7]],
    ['one file, behind a long comment of its gzip', [['scan.nii.gz', commented(gzipSync(whole(7)))]], [7]],
    ['a pair, each compressed', [['scan.hdr.gz', gzipSync(header)], ['scan.img.gz', gzipSync(img)]], [7]],
    ['a pair, one compressed', [['scan.hdr', header], ['scan.img.gz', gzipSync(img)]], [7]],
    ['a pair in capitals', [['SCAN.HDR', header], ['scan.IMG', img]], [7]],
    ['a pair, zipped, beside a note', [zip(['s/scan.hdr', header], ['s/scan.img', img], ['README', text])], [7]],
    ['a pair, zipped in two', [zip(['scan.hdr', header]), zip(['scan.img', img])], [7]],
    ['a pair under other names', [['9f2c', header], ['03ab', img]], [7]],
    ['a pair under names that lie', [['scan.img', header], ['scan.hdr', img]], [7]],
    ['.mhd and .raw', [['scan.mhd', mhd], ['scan.raw', img]], [7]],
    ['.mhd and .raw.gz', [['scan.mhd', mhd], ['scan.raw.gz', gzipSync(img)]], [7]],
    ['.mhd and .raw under other names', [['b', mhd], ['a', img]], [7]],
    ['.mhd and .raw, zipped', [zip(['x/scan.mhd', mhd], ['x/scan.raw', img])], [7]],
    ['.mhd and a compressed file', [['s.mhd', metaImageBytes({ CompressedData: 'True', ElementDataFile: 's.zraw' }, Buffer.of())], ['s.zraw', deflateSync(img)]], [7]],
    ['two pairs', [['b.img', voxels(2)], ['a.hdr', header], ['b.hdr', header], ['a.img', voxels(1)]], [1, 2]],
    ['numbers in the order of their names', [['t10.nii', whole(10)], ['t2.nii', whole(2)], ['t1.nii.gz', gzipSync(whole(1))]], [1, 2, 10]],
    ['zipped, beside notes', [zip(['t2.nii', whole(2)], ['notes.txt', text], ['t1.nii', whole(1)], ['.hidden', text])], [1, 2]],
    ['of two formats', [['b.mhd', mhd], ['scan.raw', img], ['a.nii', niftiBytes({ voxels: voxels(1), srow: [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0] })]], [1, 7]],
  ])('%s', async (_what, named, values) => {
    expect(await channelsOf(named)).toEqual(values);
  }); // prettier-ignore
});

describe('each of these is refused by one clear sentence', () => {
  const report = dicomBytes([{ tag: 0x00080060, vr: 'CS', value: 'SR' }]);
  it.each<[string, readonly Named[], RegExp]>([
    ['no file', [], /^There is no file to read an image from.$/],
    ['a header alone', [['scan.hdr', header]], /^"scan.hdr" is a header whose voxels are in another file, "scan.img", which is missing: send both.$/],
    ['a .mhd alone', [['scan.mhd', mhd]], /"scan.mhd" is a header .* "scan.raw", which is missing/],
    ['the voxels alone', [['scan.img', voxels(7)]], /^The file "scan.img" holds no image in a format that is read here/],
    ['a header and two candidates', [['scan.hdr', header], ['a.img', voxels(1)], ['b.img', voxels(2)]], /"scan.img", which is missing/],
    ['a header and two files of that name', [zip(['a/scan.hdr', header], ['a/scan.img', voxels(1)], ['b/scan.img', voxels(2)])], /^Several files are called "scan.img", and "scan.hdr"/],
    ['two pairs of one name', [zip(['a/s.hdr', header], ['a/s.img', voxels(1)], ['b/s.hdr', header], ['b/s.img', voxels(2)])], /^Several files are called "s.img"/],
    ['two headers of one name', [['p.hdr', header], ['P.HDR', header], ['p.img', voxels(1)]], /^"[pP].(hdr|HDR)" and another header have their voxels in one file, "p.img"/],
    ['an image in a zip that is none', [zip(['t1.nii', whole(1)], ['t2.nrrd', text])], /^The file "t2.nrrd" holds no image/],
    ['an empty image in a zip', [zip(['t1.nii', whole(1)], ['t2.nii.gz', Buffer.of()])], /^The file "t2.nii.gz" holds no image/],
    ['voxels compressed and not', [['scan.hdr', header], ['scan.img', voxels(1)], ['scan.img.gz', gzipSync(voxels(2))]], /^Several files/],
    ['a pair and a header that lacks its voxels', [['a.hdr', header], ['a.img', voxels(1)], ['b.hdr', header]], /^"b.hdr" is a header .* "b.img", which is missing/],
    ['a header in an archive, beside a note', [zip(['scan.hdr', header], ['README', text])], /"scan.img", which is missing/],
    ['three images and a note', [['t1.nii', whole(1)], ['t2.nii', whole(2)], ['t3.nii', whole(3)], ['notes.txt', text]], /^The file "notes.txt" holds no image .*, nor the voxels of another file: send the images without it.$/],
    ['a pair and a note', [['scan.hdr', header], ['scan.img', voxels(1)], ['notes.txt', text]], /^The file "notes.txt"/],
    ['an image and an empty file', [['scan.nii', whole(1)], ['empty', Buffer.of()]], /^The file "empty"/],
    ['notes', [['a.txt', text], ['b.txt', text]], /^The file "a.txt" holds no image/],
    ['DICOM without an image, zipped', [zip(['IM2', report], ['IM1', report])], /^The DICOM file "IM1" holds no image/],
    ['DICOM and a picture', [['a.dcm', report], ['t1.nii', whole(1)]], /^"a.dcm" is DICOM and "t1.nii" is nifti/],
    ['a zip in a zip', [zip(['inner.zip', zipArchive([{ name: 'a.nii', bytes: whole(1) }])])], /^The file "inner.zip" is an archive inside another file/],
    ['a zip in gzip', [['scan.gz', gzipSync(zipArchive([{ name: 'a.nii', bytes: whole(1) }]))]], /"scan.gz" is an archive inside another file/],
    ['gzip in gzip', [['scan.nii.gz', gzipSync(gzipSync(whole(1)))]], /"scan.nii.gz" is compressed twice/],
  ])('%s', async (_what, named, sentence) => {
    const refusal = await refusalOf(readImage(files(...named)));
    expect([refusal.tag, refusal.message]).toEqual(['UnsupportedImage', expect.stringMatching(sentence)]);
  }); // prettier-ignore

  it('images on two grids, by their names', async () => {
    const other = niftiBytes({ dim: [3, 2, 3, 5, 1, 1, 1, 1], voxels: new Uint8Array(60) });
    const refusal = await refusalOf(readImage(files(['b.nii', other], ['a.nii', whole(1)])));
    expect([refusal.tag, refusal.message]).toEqual([
      'MalformedImage',
      '"a.nii" and "b.nii" lie on different grids: the size is 2 x 3 x 4 voxels and 2 x 3 x 5; channels of one image need the same.',
    ]);
  });
});
