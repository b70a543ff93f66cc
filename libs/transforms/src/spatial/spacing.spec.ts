import { describe, expect, it } from '@jest/globals';
import { affineFromColumns, makeVolume, spacingOf, voxelCount, type Affine, type Volume } from '@aiaa/volume';
import { OBLIQUE_AFFINE, SHEARED_AFFINES, chiralVolume } from '@aiaa/volume/testing';
import { blendOblique } from '../sampling/blend-oblique.js';
import { asFloat32 } from '../sampling/as-float32.js';
import { invertMap } from '../grid-map.js';
import { spacing } from './spacing.js';

describe('spacing', () => {
  it('gives float32, and the volume as it is when it has the spacing already', () => {
    const step = spacing({ pixdim: [0.9, 1.3, 2.7] })(chiralVolume('int16'));
    expect(step.volume.dtype).toBe('float32');
    expect(step.maps).toEqual([]);
    expect([...step.volume.voxels]).toEqual([...chiralVolume('int16').voxels]);
  });

  it('removes the shear of a gantry tilt, so that axes are orthogonal and as long as asked', () => {
    for (const affine of SHEARED_AFFINES) {
      const { volume } = spacing({ pixdim: [1.5, 1.25, 2] })(chiralVolume('int16', affine));
      const [a, b, c, , d, e, f, , g, h, i] = volume.affine;
      expect(Math.abs(a * b + d * e + g * h) + Math.abs(a * c + d * f + g * i)).toBeLessThan(1e-12);
      expect(spacingOf(volume.affine).map((mm) => Math.round(mm * 1e9) / 1e9)).toEqual([1.5, 1.25, 2]);
    }
  });

  it('resamples an oblique scan axis by axis although float32 left its columns a little askew', () => {
    const stored = OBLIQUE_AFFINE.map(Math.fround) as unknown as Affine; // sixteen numbers stay sixteen
    const step = spacing({ pixdim: [1.5] })(chiralVolume('int16', stored));
    const off = step.maps.flatMap(({ matrix: [, b, c, , d, , f, , g, h] }) => [b, c, d, f, g, h]);
    expect(off).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it.each(['border', 'zeros', 'reflection'] as const)(
    'agrees with the sampler of any matrix, padding %s',
    (paddingMode) => {
      const volume = twoChannels();
      for (const mode of ['bilinear', 'nearest'] as const) {
        const step = spacing({ pixdim: [0.7, 1.9, 1.3], mode, paddingMode, scaleExtent: true })(volume);
        const [map] = step.maps;
        const slow = blendOblique(volume, step.volume, { matrix: invertMap(map).matrix, mode, paddingMode });
        expect(worst(step.volume, slow)).toBeLessThan(1e-4);
      }
    },
  );

  it.each([
    ['border', [10, 12.5, 17.5, 20]],
    ['zeros', [7.5, 12.5, 17.5, 15]],
    ['reflection', [10, 12.5, 17.5, 20]],
  ] as const)('beyond the border voxels it finds, with padding %s, %j', (paddingMode, expected) => {
    const two = makeVolume({ voxels: Int16Array.from([10, 20]), size: [2, 1, 1], affine: affineFromColumns([[2, 0, 0], [0, 1, 0], [0, 0, 1]], [5, 1, 1]) }); // prettier-ignore
    const { volume } = spacing({ pixdim: [1, -1, -1], scaleExtent: true, paddingMode })(two);
    expect([...volume.voxels]).toEqual(expected);
  });
});

function twoChannels(): Volume {
  const { size, affine, voxels } = chiralVolume('int16');
  const both = new Int16Array(2 * voxelCount(size));
  both.set(voxels);
  both.set(voxels.map((value) => 500 - 3 * value).reverse(), voxels.length);
  return asFloat32(makeVolume({ voxels: both, size, affine, channels: 2 }));
}

const worst = (a: Volume, b: Volume): number =>
  Math.max(...[...a.voxels].map((value, at) => Math.abs(value - b.voxels[at])));
