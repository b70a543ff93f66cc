import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, type Affine } from './affine.js';
import { BrokenInvariant } from './errors/broken-invariant.js';
import { MalformedImage } from './errors/malformed-image.js';
import { chiralVolume } from './testing/index.js';
import { channelOf, makeVolume, volumeSpacing } from './volume.js';

const affine = IDENTITY_AFFINE;

describe('makeVolume', () => {
  it('keeps what it is given and names the dtype', () => {
    const voxels = Int16Array.from([1, 2, 3, 4, 5, 6]);
    const volume = makeVolume({ voxels, size: [1, 2, 3], affine });
    expect(volume).toEqual({ voxels, dtype: 'int16', size: [1, 2, 3], channels: 1, affine });
    expect(volume.voxels).toBe(voxels);
  });

  it('is frozen: a value, not a place to write', () => {
    expect(Object.isFrozen(makeVolume({ voxels: new Uint8Array(1), size: [1, 1, 1], affine }))).toBe(true);
  });

  it('may hold no voxels at all, as a crop without foreground does', () => {
    expect(makeVolume({ voxels: new Float32Array(0), size: [0, 3, 4], affine }).size).toEqual([0, 3, 4]);
  });

  it.each<[string, readonly [number, number, number], number, number]>([
    ['a voxel too few', [2, 2, 2], 7, 1],
    ['a voxel too many', [2, 2, 2], 9, 1],
    ['one channel where two are told', [2, 2, 2], 8, 2],
    ['no channel', [2, 2, 2], 0, 0],
    ['half a channel', [2, 2, 2], 4, 0.5],
    ['a size below zero', [-2, -2, 2], 8, 1],
    ['a size that is no integer', [1.5, 2, 2], 6, 1],
    ['a size that is not a number', [NaN, 2, 2], 8, 1],
  ])('%s breaks an invariant', (_, size, length, channels) => {
    const parts = { voxels: new Uint8Array(length), size, affine, channels };
    expect(() => makeVolume(parts)).toThrow(BrokenInvariant);
  });

  it('refuses an affine that flattens the grid', () => {
    const flat: Affine = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    expect(() => makeVolume({ voxels: new Uint8Array(1), size: [1, 1, 1], affine: flat })).toThrow(
      MalformedImage,
    );
  });

  it('says both figures that disagree', () => {
    const parts = { voxels: new Uint8Array(5), size: [2, 2, 1], affine, channels: 2 } as const;
    expect(() => makeVolume(parts)).toThrow('5 voxels do not fill 2 x 2 x 1 x 2 channels.');
  });
});

describe('channelOf', () => {
  const volume = makeVolume({
    voxels: Float32Array.from([1, 2, 3, 4, 5, 6]),
    size: [2, 1, 1],
    affine,
    channels: 3,
  });

  it.each([
    [0, [1, 2]],
    [1, [3, 4]],
    [2, [5, 6]],
  ])('channel %i is one block of voxels', (channel, voxels) => {
    expect([...channelOf(volume, channel)]).toEqual(voxels);
  });

  it('shares the memory of its volume', () => {
    expect(channelOf(volume, 1).buffer).toBe(volume.voxels.buffer);
  });
});

describe('volumeSpacing', () => {
  it('is the spacing of its affine', () => {
    expect(volumeSpacing(chiralVolume('uint8'))).toEqual([0.9, 1.3, 2.7].map((mm) => expect.closeTo(mm, 12)));
  });
});
