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
  it.each([
    ['spleen.nii.gz', 'image.nii.gz'],
    ['C:\\Users\\x\\ABC.NII.GZ', 'image.nii.gz'],
    ['/home/x.y/scan.nii', 'image.nii'],
    ['/home/x.gz/scan', 'image'],
    ['../../etc/passwd', 'image'],
    ['a.dcm', 'image.dcm'],
    ['a.gz', 'image.gz'],
    ['..', 'image'],
    ['.nii.gz', 'image.nii.gz'],
    ['a.b c', 'image'],
    ['a.nii\u0000.gz', 'image.gz'],
    ['x.averylongsuffix', 'image'],
    ['', 'image'],
    [undefined, 'image'],
  ])('%j -> %s', (fileName, expected) => {
    expect(imageName(fileName)).toBe(expected);
  });
});
