import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeLabelMap, makeVolume, voxelCount, type Size, type Volume } from '@aiaa/volume';
import { buildTransform } from './build.js';
import { asFloat32 } from './sampling/as-float32.js';
import type { TransformSpec } from './transform-spec.js';

const SPECS: readonly TransformSpec[] = [
  { kind: 'orientation', axcodes: 'PIL' },
  { kind: 'spacing', pixdim: [0.5, 2, 3] },
  { kind: 'spacing', pixdim: [0.5], alignCorners: true },
  { kind: 'spacing', pixdim: [0.5], scaleExtent: true, mode: 'nearest' },
  { kind: 'spacing', pixdim: [2], paddingMode: 'reflection' },
  { kind: 'resize', size: [3, 1, 2] },
  { kind: 'resize', size: [1, 4, 1], mode: 'nearest' },
  { kind: 'resize', size: [2, 4, 1], mode: 'nearest-exact' },
  { kind: 'resize', size: [1, 4, 2], mode: 'trilinear', alignCorners: true },
  { kind: 'resize', size: [3, 4, 1], mode: 'trilinear', antiAliasing: true },
  { kind: 'spatial-resample', affine: [1.1, 0, 0, 2, 0, 0.2, -1.7, 0.5, 0, 1.2, 0.1, -6, 0, 0, 0, 1] },
  { kind: 'crop-foreground', margin: 1 },
  { kind: 'crop-foreground', margin: 1, mode: 'reflect', kDivisible: 0 },
  { kind: 'spatial-crop', start: [0, 0, 0], end: [1, 1, 1] },
  { kind: 'center-spatial-crop', size: [1, 1, 1] },
  { kind: 'spatial-pad', size: [3, 3, 3] },
  { kind: 'border-pad', border: [1, 0, 2, 0, 0, 1] },
  { kind: 'border-pad', border: 2, mode: 'edge' },
  { kind: 'border-pad', border: 2, mode: 'reflect' },
  { kind: 'border-pad', border: 2, mode: 'symmetric' },
  { kind: 'border-pad', border: 2, mode: 'wrap' },
  { kind: 'divisible-pad', k: 2 },
  { kind: 'resize-with-pad-or-crop', size: [2, 2, 2] },
  { kind: 'flip' },
  { kind: 'rotate90', k: 1, axes: [1, 2] },
  { kind: 'scale-intensity', min: 0, max: 1 },
  { kind: 'scale-intensity', channelWise: true },
  { kind: 'scale-intensity-range', aMin: 0, aMax: 1, bMin: 0, bMax: 1, clip: true },
  { kind: 'scale-intensity-range-percentiles', lower: 1, upper: 99, bMin: 0, bMax: 1, channelWise: true },
  { kind: 'normalize-intensity' },
  { kind: 'normalize-intensity', channelWise: true },
  { kind: 'threshold-intensity', threshold: 2 },
  { kind: 'gaussian-smooth', sigma: [3, 1, 0.4] },
];

const SIZES: readonly Size[] = [
  [1, 1, 1],
  [1, 4, 3],
  [5, 1, 1],
  [4, 3, 1],
];

describe.each(SPECS)('%j', (spec) => {
  it.each(SIZES)(
    'takes a volume of %i x %i x %i, with finite values, and brings its mask home',
    (...size) => {
      const volume = filled(size);
      const step = buildTransform(spec)(volume);
      expect([...step.volume.voxels].every(Number.isFinite)).toBe(true);
      const everything = makeLabelMap(step.volume, new Uint8Array(step.volume.voxels.length).fill(1));
      const restored = step.restore(everything);
      expect(restored.size).toEqual(size);
      expect(restored.voxels.some((label) => label === 1)).toBe(true);
      const scores = { volume: asFloat32(everything), decide: { kind: 'threshold', at: 0.5 } } as const;
      expect(step.restore(scores).voxels).toEqual(restored.voxels);
    },
  );

  it('takes a volume without voxels', () => {
    const step = buildTransform(spec)(filled([0, 3, 2]));
    expect([...step.volume.voxels].every((value) => value === 0)).toBe(true);
    const restored = step.restore(makeLabelMap(step.volume, new Uint8Array(voxelCount(step.volume.size))));
    expect(restored.size).toEqual([0, 3, 2]);
  });
});

it('an image without foreground is cropped to nothing and its mask comes home empty', () => {
  const step = buildTransform({ kind: 'crop-foreground', margin: 2, kDivisible: 4 })(
    makeVolume({ voxels: new Int16Array(24), size: [2, 3, 4], affine: IDENTITY_AFFINE }),
  );
  expect(step.volume.size).toEqual([0, 0, 0]);
  const restored = step.restore(makeLabelMap(step.volume, new Uint8Array(0)));
  expect([...restored.voxels]).toEqual(new Array(24).fill(0));
});

function filled(size: Size): Volume {
  const voxels = Int16Array.from({ length: voxelCount(size) }, (_, at) => at + 1);
  return makeVolume({ voxels, size, affine: [0.9, 0, 0, 3, 0, 0, -2, 1, 0, 1.5, 0, -7, 0, 0, 0, 1] });
}
