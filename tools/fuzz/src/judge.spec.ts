import { describe, expect, it } from '@jest/globals';
import type { Image } from '@aiaa/imaging-io';
import { IDENTITY_AFFINE, makeVolume, type Affine } from '@aiaa/volume';
import { BrokenInvariant, Cancelled, MalformedImage } from '@aiaa/volume/errors';
import { judge } from './judge.js';

const LIMITS = { decodedBytes: 100, milliseconds: 50 };

const volume = makeVolume({ voxels: new Uint8Array(24), size: [2, 3, 4], affine: IDENTITY_AFFINE });
const image: Image = { volume, format: 'nifti', stored: 'uint8', warnings: [] };
const withVolume = (change: Partial<Image['volume']>): Image => ({
  ...image,
  volume: { ...volume, ...change },
});
const affine = (x: number): Affine => [x, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

describe('what may be', () => {
  it.each([
    ['an image', () => Promise.resolve(image), 'read'],
    ['a refusal', () => Promise.reject(new MalformedImage('The file is cut short.')), 'MalformedImage'],
  ])('%s', async (_what, read, end) => {
    const verdict = await judge(read, LIMITS);
    expect([verdict.end, verdict.fault]).toEqual([end, undefined]);
  });
});

describe('what may not be', () => {
  const read = (one: Image) => () => Promise.resolve(one);
  const fail = (error: unknown) => () => Promise.reject(error);

  it.each<[string, () => Promise<Image>, RegExp]>([
    ['voxels above the limit', read(withVolume({ voxels: new Uint8Array(101) })), /take 101 bytes/],
    ['a part of something large', read(withVolume({ voxels: new Uint8Array(new ArrayBuffer(200), 0, 24) })), /take 200 bytes/],
    ['too few voxels', read(withVolume({ voxels: new Uint8Array(23) })), /23 voxels do not fill/],
    ['an axis of nothing', read(withVolume({ size: [2, 3, 0], voxels: new Uint8Array(0) })), /size is 2 x 3 x 0/],
    ['a channel too many', read(withVolume({ channels: 2 })), /do not fill/],
    ['a flat affine', read(withVolume({ affine: affine(0) })), /no finite inverse/],
    ['an affine of NaN', read(withVolume({ affine: affine(NaN) })), /affine NaN 0 .* no finite inverse/],
    ['an affine without a finite inverse', read(withVolume({ affine: affine(5e-324) })), /no finite inverse/],
    ['a warning of two lines', read({ ...image, warnings: ['It was\nso.'] }), /no clear sentence/],
    ['a defect', fail(new TypeError('x is undefined')), /TypeError: x is undefined\n.*judge\.spec/],
    ['a broken law', fail(new BrokenInvariant('It cannot be.')), /It cannot be/],
    ['a cancel that nobody asked for', fail(new Cancelled()), /cancelled/],
    ['a thing that is no error', fail('oh'), /threw oh/],
    ['a refusal without an end', fail(new MalformedImage('It is')), /no clear sentence/],
    ['a refusal that goes on and on', fail(new MalformedImage(`${'x'.repeat(1000)}.`)), /no clear sentence/],
    ['a refusal that quotes a line end', fail(new MalformedImage('The type "\n" is none.')), /no clear sentence/],
    ['a long time', () => new Promise((resolve) => setTimeout(() => resolve(image), 60)), /It took \d+ ms/],
  ])('%s', async (_what, reading, fault) => {
    expect((await judge(reading, LIMITS)).fault).toMatch(fault);
  }); // prettier-ignore
});
