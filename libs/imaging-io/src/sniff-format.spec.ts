import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { UnsupportedImage } from '@aiaa/volume/errors';
import { sniffFormat } from './sniff-format.js';
import { niftiBytes } from './testing/nifti-bytes.js';

const text = Buffer.from('# A page of notes, renamed to look like a scan.\n'.repeat(20));
const analyze = niftiBytes({ magic: '\0\0\0\0' });
const pair = niftiBytes({ magic: 'ni1\0' });

describe('sniffFormat goes by the bytes', () => {
  it.each([
    ['NIfTI-1', niftiBytes(), 'scan.nii', 'nifti'],
    ['big endian', niftiBytes({ littleEndian: false }), 'scan.nii', 'nifti'],
    ['NIfTI-2', niftiBytes({ version: 2 }), 'scan.nii', 'nifti'],
    ['whatever it is called', niftiBytes(), 'scan.png', 'nifti'],
    ['nameless', niftiBytes(), undefined, 'nifti'],
    ['the header of a pair, which its reader explains', pair, 'scan.hdr', 'nifti'],
    ['to be sniffed again inside', gzipSync(text), 'notes.txt', 'gzip'],
    ['gzip that is called .nii', gzipSync(niftiBytes()), 'scan.nii', 'gzip'],
    ['a damaged magic, but a header’s length and a NIfTI name', analyze, 'scan.nii', 'nifti'],
    ['cut short in the header', niftiBytes().subarray(0, 100), 'SCAN.NII.GZ', 'nifti'],
  ])('%s', (_what, bytes, name, format) => {
    expect(sniffFormat(bytes, name)).toBe(format);
  });
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
  ])('%s', (_what, bytes, name) => {
    expect(() => sniffFormat(bytes, name)).toThrow(UnsupportedImage);
  });

  it('by a sentence that names the file', () => {
    expect(() => sniffFormat(text, 'notes.nii.gz')).toThrow(
      'The file "notes.nii.gz" holds no image in a format that is read here (NIfTI).',
    );
    expect(() => sniffFormat(new Uint8Array(0))).toThrow('The file is empty.');
  });
});
