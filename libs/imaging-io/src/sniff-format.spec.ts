import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { UnsupportedImage } from '@aiaa/volume/errors';
import { findFormat, sniffFormat } from './sniff-format.js';
import { dicomBytes } from './testing/dicom-bytes.js';
import { niftiBytes } from './testing/nifti-bytes.js';

const text = Buffer.from('# A page of notes, renamed to look like a scan.\n'.repeat(20));
const analyze = niftiBytes({ magic: '\0\0\0\0' });
const pair = niftiBytes({ magic: 'ni1\0' });
const dicom = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), Buffer.alloc(300)]);
const ascii = (start: string): Buffer => Buffer.from(`${start}\n`);
const HEAD = [
  { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 100' },
  { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.4' },
];
const bare = (transferSyntax: string): Uint8Array => dicomBytes(HEAD, { transferSyntax, preamble: false });
const metaImage = ascii('ObjectType = Image\nNDims = 3\nDimSize = 2 3 4');

describe('sniffFormat goes by the bytes', () => {
  it.each([
    ['NIfTI-1', niftiBytes(), 'scan.nii', 'nifti'],
    ['big endian', niftiBytes({ littleEndian: false }), 'scan.nii', 'nifti'],
    ['NIfTI-2', niftiBytes({ version: 2 }), 'scan.nii', 'nifti'],
    ['NIfTI-2, big endian', niftiBytes({ version: 2, littleEndian: false }), 'scan.nii', 'nifti'],
    ['whatever it is called', niftiBytes(), 'scan.png', 'nifti'],
    ['nameless', niftiBytes(), undefined, 'nifti'],
    ['the header of a pair', pair, 'scan.hdr', 'nifti'],
    ['the header of a NIfTI-2 pair', niftiBytes({ version: 2, magic: 'ni2\0\r\n\x1a\n' }), 'scan.hdr', 'nifti'],
    ['to be sniffed again inside', gzipSync(text), 'notes.txt', 'gzip'],
    ['gzip that is called .nii', gzipSync(niftiBytes()), 'scan.nii', 'gzip'],
    ['a damaged magic, but a header’s length and a NIfTI name', analyze, 'scan.nii', 'nifti'],
    ['cut short in the header', niftiBytes().subarray(0, 100), 'SCAN.NII.GZ', 'nifti'],
    ['an archive', ascii('PK\x03\x04'), 'scan.nii.gz', 'zip'],
    ['an archive of nothing', ascii('PK\x05\x06'), 'scans.zip', 'zip'],
    ['NRRD', ascii('NRRD0004'), 'scan.nii', 'nrrd'],
    ['PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'slice', 'png'],
    ['JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'slice.png', 'jpeg'],
    ['MetaImage', metaImage, undefined, 'metaimage'],
    ['MetaImage without its first field', ascii('NDims = 3'), 'scan.raw', 'metaimage'],
    ['DICOM', dicom, 'IM00001', 'dicom'],
    ['DICOM whose preamble is that of a TIFF', Buffer.concat([ascii('II*'), dicom.subarray(4)]), 'a.tif', 'dicom'],
    ['DICOM without preamble', bare('1.2.840.10008.1.2.1'), 'IM1', 'dicom'],
    ['DICOM without preamble, implicit', bare('1.2.840.10008.1.2'), 'IM1', 'dicom'],
    ['DICOM without preamble but with meta information', dicomBytes(HEAD).subarray(132 + 12 + 14), 'IM1', 'dicom'],
    ['MetaImage that begins otherwise, by its name', ascii('Comment = a scan\nNDims = 3'), 'scan.MHA', 'metaimage'],
  ])('%s', (_what, bytes, name, format) => {
    expect(sniffFormat(bytes, name)).toBe(format);
    expect(findFormat(bytes, name ?? '')).toBe(format);
  }); // prettier-ignore
});

describe('sniffFormat refuses', () => {
  it.each([
    ['text under a name that lies', text, 'notes.nii.gz'],
    ['text', text, undefined],
    ['nothing at all', new Uint8Array(0), 'empty.nii'],
    ['one byte', Uint8Array.of(0x5c), 'byte.nii'],
    ['zeros', new Uint8Array(348), 'zeros.nii'],
    ['gzip of a method that does not exist', Uint8Array.of(0x1f, 0x8b, 7, 0), 'scan.nii.gz'],
    ['half of the gzip magic', Uint8Array.of(0, 0x8b, 8, 0), 'scan.nii.gz'],
    ['ANALYZE 7.5', analyze, 'scan.img'],
    ['half of the PNG magic', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'slice.png'],
    ['the magic of NRRD in small letters', ascii('nrrd0004'), 'scan.nrrd'],
    ['a MetaImage that is none', ascii('ObjectType = Tube'), 'vessels.txt'],
    ['a MetaImage name on other text', text, 'scan.mha'],
    ['a UID of DICOM’s that begins no data set', ascii('see 1.2.840.10008.1.2'), 'notes.dcm'],
    ['a group of DICOM’s and no class', Uint8Array.of(8, 0, 5, 0, 67, 83), 'slice.dcm'],
  ])('%s', (_what, bytes, name) => {
    expect(() => sniffFormat(bytes, name)).toThrow(UnsupportedImage);
    expect(findFormat(bytes, name ?? '')).toBeUndefined();
  });

  it('by a sentence that names the file', () => {
    expect(() => sniffFormat(text, 'notes.nii.gz')).toThrow(
      'The file "notes.nii.gz" holds no image in a format that is read here (NIfTI, NRRD, MetaImage, DICOM, PNG, JPEG).',
    );
    expect(() => sniffFormat(new Uint8Array(0))).toThrow('The file is empty.');
  });
});

it('takes as many bytes as it is given, and looks at the first', () => {
  const long = Buffer.concat([metaImage, Buffer.alloc(8 << 20)]);
  expect(sniffFormat(long)).toBe('metaimage');
  expect(() => sniffFormat(Buffer.alloc(8 << 20, 32))).toThrow(UnsupportedImage);
});
