import { describe, expect, it } from '@jest/globals';
import { castVolume } from './cast-volume.js';
import { TYPED_ARRAYS, type Dtype, type Voxels } from './dtype.js';
import { UnfitImage } from './errors/unfit-image.js';
import { OBLIQUE_AFFINE } from './testing/chiral-phantom.js';
import { makeVolume, type Volume } from './volume.js';

const volumeOf = (voxels: Voxels): Volume =>
  makeVolume({ voxels, size: [1, 1, voxels.length / 2], affine: OBLIQUE_AFFINE, channels: 2 });

const DTYPES = Object.keys(TYPED_ARRAYS) as Dtype[]; // the keys of a const table are its key type

describe('castVolume', () => {
  it.each(DTYPES)('takes 0, 1, 5 and 127 to %s and back as they are', (dtype) => {
    const small = volumeOf(Uint8Array.of(0, 1, 5, 127));
    const cast = castVolume(small, dtype);
    expect(cast).toMatchObject({ dtype, size: [1, 1, 2], channels: 2, affine: OBLIQUE_AFFINE });
    expect(Array.from(cast.voxels)).toEqual([0, 1, 5, 127]);
    expect(castVolume(cast, 'uint8')).toEqual(small);
  });

  it('copies: the voxels of a volume are never shared with another one', () => {
    const volume = volumeOf(Uint8Array.of(1, 2));
    expect(castVolume(volume, 'uint8').voxels.buffer).not.toBe(volume.voxels.buffer);
  });

  it.each<[Voxels, Dtype, string]>([
    [Uint16Array.of(3, 300), 'uint8', 'The voxel value 300 does not fit uint8, which holds whole numbers from 0 to 255.'],
    [Uint8Array.of(3, 128), 'int8', 'The voxel value 128 does not fit int8, which holds whole numbers from -128 to 127.'],
    [Int16Array.of(0, -1), 'uint16', 'The voxel value -1 does not fit uint16, which holds whole numbers from 0 to 65535.'],
    [Float32Array.of(1, 0.5), 'int16', 'The voxel value 0.5 does not fit int16, which holds whole numbers from -32768 to 32767.'],
    [Float32Array.of(1, NaN), 'int32', 'The voxel value NaN does not fit int32'],
    [Float32Array.of(1, -Infinity), 'int32', 'The voxel value -Infinity does not fit int32'],
    [Float64Array.of(2 ** 32, 0), 'uint32', 'The voxel value 4294967296 does not fit uint32'],
  ])('%p -> %s is refused', (voxels, dtype, sentence) => {
    const cast = (): Volume => castVolume(volumeOf(voxels), dtype);
    expect(cast).toThrow(UnfitImage);
    expect(cast).toThrow(sentence);
  }); // prettier-ignore

  it('rounds to float32, and keeps what is no number', () => {
    const { voxels } = castVolume(volumeOf(Float64Array.of(0.1, NaN, -Infinity, 16_777_217)), 'float32');
    expect(Array.from(voxels)).toEqual([Math.fround(0.1), NaN, -Infinity, 16_777_216]);
  });
});
