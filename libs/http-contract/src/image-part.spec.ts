import { describe, expect, it } from '@jest/globals';
import { imageName, isFilePart } from './image-part.js';

describe('isFilePart', () => {
  it.each([
    ['image', 'a.nii.gz', 'application/gzip', true],
    ['datapoint', '', 'application/octet-stream', true],
    ['image', undefined, 'application/octet-stream', true],
    ['image', undefined, 'text/plain', false],
    ['params', undefined, 'text/plain', false],
    ['params', 'params.json', 'application/json', false],
    [undefined, 'a.nii', undefined, true],
  ])('%s, file name %s, %s -> %s', (name, fileName, contentType, expected) => {
    expect(isFilePart({ name, fileName, contentType })).toBe(expected);
  });
});

describe('imageName', () => {
  it.each<[fileName: string | undefined, name: string | undefined, expected: string, reason: string]>([
    ['spleen.nii.gz', 'image', 'spleen.nii.gz', 'as it is'],
    ['C:\\Users\\x\\ABC.NII.GZ', 'image', 'ABC.NII.GZ', 'the end of a Windows path'],
    ['/home/x.y/scan.nii', 'image', 'scan.nii', 'the end of a POSIX path'],
    ['../../etc/passwd', 'image', 'passwd', 'never a folder'],
    ['T1 post-Gd+C.nii', 'image', 'T1 post-Gd+C.nii', 'what needs no quoting stays'],
    ['a"b<c>\r\nd\u0000.nii', 'image', 'a_b_c___d_.nii', 'what could break a header, a page or a log'],
    ['胸部.nii.gz', 'image', '胸部.nii.gz', 'letters of any script tell files apart'],
    ['größe\u202e\u0000.nii', 'image', 'größe__.nii', 'what turns the text round, or is no text'],
    [`${'x'.repeat(200)}-7.nii.gz`, 'image', `${'x'.repeat(91)}-7.nii.gz`, 'the end of a long name'],
    ['', 'image0', 'image0', 'no file name: its field'],
    [undefined, 'image0', 'image0', 'no file name: its field'],
    ['/scans/', 'image0', 'image0', 'a path that ends in a slash'],
    ['..', 'image0', 'image0', 'a name that is none'],
    [undefined, '../x/y', 'y', 'a field is a name from outside too'],
    [undefined, undefined, 'image', 'nothing at all'],
  ])('file name %j of field %j -> %s: %s', (fileName, name, expected) => {
    expect(imageName({ fileName, name })).toBe(expected);
  });
});
