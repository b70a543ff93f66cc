import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, linearIndex, makeVolume, voxelCount, type Size, type Volume } from '@aiaa/volume';
import { buildChain } from '../build.js';
import { fromGolden, goldenCases, goldenInput } from '../fixtures/golden.js';
import { gaussianSmooth } from './gaussian-smooth.js';
import { gaussianWeights } from './gaussian-weights.js';

type Voxel = readonly [number, number, number];

describe('agreement with MONAI 1.5', () => {
  it('smooths values up to 1000 within 2e-4', () => {
    const [{ in: input, out }] = goldenCases('monai-intensity', 'gs-1');
    const { volume } = gaussianSmooth({ sigma: 0.4 })(goldenInput(input));
    expect(worst(volume, fromGolden(out))).toBeLessThan(2e-4);
  });

  it('turns points into bells as its extreme_points_to_image does', () => {
    const [{ args, out }] = goldenCases('monai-intensity', 'extreme-img-2');
    const points = args['points'] as Voxel[]; // our own committed file
    const { volume } = buildChain([{ kind: 'gaussian-smooth' }, { kind: 'scale-intensity' }])(
      pointsImage([6, 7, 8], [points]),
    );
    expect(worst(volume, fromGolden(out))).toBeLessThan(1e-6);
  });

  it('turns clicks into bells, channel by channel, as its AddGuidanceSignal does', () => {
    const [{ args, out }] = goldenCases('monai-intensity', 'guidance-signal-3');
    const [foreground, background] = [args['fg'], args['bg']] as [Voxel[], Voxel[]]; // our own committed file
    const { volume } = buildChain([
      { kind: 'gaussian-smooth', sigma: 1 },
      { kind: 'scale-intensity', channelWise: true },
    ])(pointsImage([5, 6, 7], [[], foreground, background]));
    expect(worst(volume, fromGolden(out))).toBeLessThan(1e-6);
  });
});

describe('the weights', () => {
  it.each([
    [0.4, [0.788700461, 0.105561346, 8.84234905e-5]],
    [1, [0.382924914, 0.241730332, 0.0605975389, 0.00597703457, 0.000229239464]],
  ])('of sigma %f are those of gaussian_1d', (sigma, expected) => {
    const weights = gaussianWeights(sigma, 100);
    expect(weights).toHaveLength(expected.length);
    weights.forEach((weight, at) => expect(Math.abs(weight - expected[at])).toBeLessThan(1e-9));
  });

  it.each([
    [2, 9, 0.197412655, 7.77244568e-5],
    [3, 13, 0.132367671, undefined],
  ])('of sigma %f reach %i voxels, itself among them', (sigma, length, first, last) => {
    const weights = gaussianWeights(sigma, 100);
    expect(weights).toHaveLength(length);
    expect(Math.abs(weights[0] - first)).toBeLessThan(1e-9);
    if (last !== undefined) expect(Math.abs(weights[length - 1] - last)).toBeLessThan(1e-9);
  });

  it.each([
    [0, 'no width', [1]],
    [1e-6, 'next to none', [1]],
  ])('of sigma %f (%s) are %j', (sigma, _, expected) => {
    expect([...gaussianWeights(sigma, 100)]).toEqual(expected);
  });

  it('reach no further than a line is long, however wide the bell', () => {
    expect(gaussianWeights(1e12, 4)).toHaveLength(5);
    expect(gaussianWeights(50, 4)).toHaveLength(5);
  });
});

describe('smoothing', () => {
  it.each([[[5, 4, 3]], [[1, 7, 4]], [[6, 1, 1]], [[3, 3, 1]]] as const)(
    'of %j voxels is the weighed sum over a box, with zeros beyond the grid',
    (size) => {
      const volume = ramp(size, 2);
      const sigma = [0.8, 0.4, 1.3] as const;
      const step = gaussianSmooth({ sigma })(volume);
      expect(worst(step.volume, slowly(volume, sigma))).toBeLessThan(1e-4);
      expect(step.maps).toEqual([]);
      expect(step.volume.affine).toBe(volume.affine);
    },
  );

  it('leaves an axis of sigma 0 alone, and all values where every sigma is 0', () => {
    const volume = ramp([5, 4, 3], 1);
    expect([...gaussianSmooth({ sigma: 0 })(volume).volume.voxels]).toEqual([...volume.voxels]);
    const alongZ = gaussianSmooth({ sigma: [0, 0, 1] })(pointsImage([3, 3, 3], [[[1, 1, 1]]])).volume;
    const touched = [...alongZ.voxels].flatMap((value, at) => (value > 0 ? [at] : []));
    expect(touched).toEqual([4, 13, 22]);
  });

  it('leaves the volume it was given as it is', () => {
    const volume = ramp([4, 4, 4], 1);
    const before = [...volume.voxels];
    gaussianSmooth()(volume);
    expect([...volume.voxels]).toEqual(before);
  });

  it.each([NaN, Infinity])('spreads %f as far as the bell reaches, and no further', (value) => {
    const volume = pointsImage([9, 1, 1], [[[4, 0, 0]]], value);
    const { voxels } = gaussianSmooth({ sigma: 0.4 })(volume).volume;
    expect([...voxels]).toEqual([0, 0, value, value, value, value, value, 0, 0]);
  });

  it.each([-1, NaN, Infinity])('refuses a sigma of %f before any volume comes', (sigma) => {
    expect(() => gaussianSmooth({ sigma })).toThrow(RangeError);
  });
});

/** The definition itself: no separation, no trick. */
function slowly(volume: Volume, sigma: Voxel): Volume {
  const { size, channels } = volume;
  const weights = sigma.map((width, axis) => gaussianWeights(width, size[axis]));
  const voxels = new Float32Array(volume.voxels.length);
  everyVoxel(size, ([x, y, z]) => {
    everyVoxel(size, ([i, j, k]) => {
      const weight = (weights[0][Math.abs(x - i)] ?? 0) * (weights[1][Math.abs(y - j)] ?? 0) * (weights[2][Math.abs(z - k)] ?? 0); // prettier-ignore
      for (let c = 0; c < channels; c++) {
        const base = c * voxelCount(size);
        voxels[base + linearIndex(size, x, y, z)] +=
          weight * volume.voxels[base + linearIndex(size, i, j, k)];
      }
    });
  });
  return makeVolume<'float32'>({ ...volume, voxels });
}

function everyVoxel([width, height, depth]: Size, visit: (voxel: Voxel) => void): void {
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) visit([x, y, z]);
  }
}

function ramp(size: Size, channels: number): Volume {
  const voxels = Float32Array.from(
    { length: voxelCount(size) * channels },
    (_, at) => ((at * 37) % 101) - 50,
  );
  return makeVolume<'float32'>({ voxels, size, channels, affine: IDENTITY_AFFINE });
}

/** One channel for each list of points: the value there, 0 elsewhere. */
function pointsImage(size: Size, channels: readonly (readonly Voxel[])[], value = 1): Volume {
  const voxels = new Float32Array(voxelCount(size) * channels.length);
  channels.forEach((points, c) => {
    for (const [x, y, z] of points) voxels[c * voxelCount(size) + linearIndex(size, x, y, z)] = value;
  });
  return makeVolume<'float32'>({ voxels, size, channels: channels.length, affine: IDENTITY_AFFINE });
}

const worst = (a: Volume, b: Volume): number =>
  Math.max(...[...a.voxels].map((value, at) => Math.abs(value - b.voxels[at])));
