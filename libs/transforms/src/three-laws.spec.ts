import { describe, expect, it } from '@jest/globals';
import {
  axisCodes,
  makeLabelMap,
  nearestVoxel,
  linearIndex,
  orientationOf,
  voxelCount,
  voxelIndex,
  type Affine,
  type AxisNumber,
  type LabelMap,
  type Size,
  type VoxelIndex,
} from '@aiaa/volume';
import {
  AXIS_ALIGNED_AFFINES,
  OBLIQUE_AFFINES,
  PHANTOM_SIZE,
  PHANTOM_SPACING,
  SHEARED_AFFINES,
  chiralMask,
  chiralVolume,
} from '@aiaa/volume/testing';
import fc from 'fast-check';
import { buildChain } from './build.js';
import { carryPoint } from './grid-map.js';
import { asFloat32 } from './sampling/as-float32.js';
import type { SpatialStep } from './step.js';
import type { TransformSpec } from './transform-spec.js';

const AFFINES = [...AXIS_ALIGNED_AFFINES, ...OBLIQUE_AFFINES, ...SHEARED_AFFINES];
const CODES = AXIS_ALIGNED_AFFINES.map((affine) => axisCodes(orientationOf(affine)));
const SEEDED = { seed: 20_240_229, numRuns: 120 };

const triple = <T>(each: fc.Arbitrary<T>) => fc.tuple(each, each, each);
const affines = fc.constantFrom(...AFFINES);
const axes = fc.constantFrom<AxisNumber>(0, 1, 2);
const planes = fc.constantFrom<readonly [AxisNumber, AxisNumber]>([0, 1], [1, 0], [0, 2], [2, 0], [1, 2], [2, 1]); // prettier-ignore
const border = fc.integer({ min: 0, max: 3 });
const fills = fc.record({
  mode: fc.constantFrom('constant', 'edge', 'reflect', 'symmetric', 'wrap'),
  value: fc.constantFrom(0, 2),
});

/** Exact, and nothing of the image is cut off. */
const wholeSpecs: fc.Arbitrary<TransformSpec> = fc.oneof(
  fc.constantFrom(...CODES).map((axcodes) => ({ kind: 'orientation' as const, axcodes })),
  fc.uniqueArray(axes).map((flipped) => ({ kind: 'flip' as const, axes: flipped })),
  fc
    .tuple(fc.integer({ min: -3, max: 6 }), planes)
    .map(([k, plane]) => ({ kind: 'rotate90' as const, k, axes: plane })),
  fc.tuple(triple(fc.integer({ min: 5, max: 16 })), fills).map(([size, fill]) => ({ kind: 'spatial-pad' as const, size, ...fill })),
  fc.tuple(triple(border), triple(border)).map(([[a, b, c], [d, e, f]]) => ({ kind: 'border-pad' as const, border: [a, b, c, d, e, f] as const })),
  fc.tuple(border, fills).map(([width, fill]) => ({ kind: 'border-pad' as const, border: width, ...fill })),
  triple(fc.integer({ min: 0, max: 6 })).map((k) => ({ kind: 'divisible-pad' as const, k })),
); // prettier-ignore

const exactSpecs: fc.Arbitrary<TransformSpec> = fc.oneof(
  wholeSpecs,
  triple(fc.integer({ min: 5, max: 16 })).map((size) => ({ kind: 'resize-with-pad-or-crop' as const, size })),
  triple(fc.integer({ min: 5, max: 16 })).map((size) => ({ kind: 'center-spatial-crop' as const, size })),
  triple(fc.integer({ min: 0, max: 3 })).map((start) => ({ kind: 'spatial-crop' as const, start, end: [12, 12, 12] as const })),
  triple(fc.integer({ min: 0, max: 3 })).map((margin) => ({ kind: 'crop-foreground' as const, margin, kDivisible: [2, 1, 3] as const })),
); // prettier-ignore

const resamplingSpecs: fc.Arbitrary<TransformSpec> = fc.oneof(
  fc
    .tuple(triple(fc.double({ min: 0.6, max: 3, noNaN: true })), fc.boolean(), fc.boolean())
    .map(([pixdim, diagonal, alignCorners]) => ({
      kind: 'spacing' as const,
      pixdim,
      diagonal,
      alignCorners,
    })),
  triple(fc.integer({ min: 4, max: 20 })).map((size) => ({ kind: 'resize' as const, size })),
  fc
    .tuple(affines, triple(fc.integer({ min: 12, max: 24 })))
    .map(([affine, size]) => ({ kind: 'spatial-resample' as const, affine, size })),
  // Twice as many voxels: nearly every voxel lies halfway between two.
  fc.constant({ kind: 'spacing' as const, pixdim: PHANTOM_SPACING.map((mm) => mm / 2) }),
);

/** They move no voxel, but what they leave above 0 decides where the foreground is cropped. */
const intensitySpecs: fc.Arbitrary<TransformSpec> = fc.oneof(
  fc.constantFrom<TransformSpec>(
    { kind: 'scale-intensity-range-percentiles', lower: 5, upper: 95, bMin: 0, bMax: 1, clip: true },
    { kind: 'threshold-intensity', threshold: 3 },
    { kind: 'normalize-intensity' },
  ),
  triple(fc.double({ min: 0, max: 2, noNaN: true })).map((sigma) => ({
    kind: 'gaussian-smooth' as const,
    sigma,
  })),
);

const anyChain = fc.array(fc.oneof(exactSpecs, resamplingSpecs, intensitySpecs), {
  minLength: 1,
  maxLength: 5,
});

describe('law 1: permutations, crops and pads return a mask bit-identical, and zeros where they cut', () => {
  it('for random chains on every orientation', () => {
    fc.assert(
      fc.property(affines, fc.array(exactSpecs, { minLength: 1, maxLength: 5 }), (affine, specs) => {
        const volume = chiralVolume('int16', affine);
        const mask = chiralMask(affine);
        const step = buildChain(specs)(volume);
        // the mask as the network's grid shows it, carried voxel by voxel by the world
        const restored = step.restore(shownOn(step, mask));
        const expected = mask.voxels.map((label, at) => (keeps(step, voxelAt(PHANTOM_SIZE, at)) ? label : 0));
        expect(restored.voxels).toEqual(expected);
        expectSameGrid(restored, volume);
      }),
      SEEDED,
    );
  });

  it('and the whole mask, where nothing is cut', () => {
    const wholeChain = fc.array(wholeSpecs, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(affines, wholeChain, (affine, specs) => {
        const mask = chiralMask(affine);
        const there = buildChain(specs)(mask);
        const shown = makeLabelMap(there.volume, Uint8Array.from(there.volume.voxels));
        expect(there.restore(shown).voxels).toEqual(mask.voxels);
        expect(there.restore({ volume: asFloat32(there.volume), decide: { kind: 'threshold', at: 0.5 } }).voxels).toEqual(mask.voxels); // prettier-ignore
      }),
      SEEDED,
    );
  });
});

describe('law 2: resampling chains return a mask, on its grid', () => {
  const between = (low: number, high: number) =>
    triple(fc.double({ min: low, max: high, noNaN: true })).map((shares) =>
      shares.map((share, axis) => share * (PHANTOM_SPACING[axis] ?? NaN)),
    );

  it('within a Dice of 0.95, by scores on a grid at least twice as fine', () => {
    fc.assert(
      fc.property(affines, between(0.3, 0.5), fc.constantFrom(...CODES), (affine, pixdim, axcodes) => {
        const mask = chiralMask(affine);
        const specs = [
          { kind: 'spacing', pixdim },
          { kind: 'orientation', axcodes },
        ] as const;
        const step = buildChain(specs)(mask);
        const restored = step.restore({
          volume: asFloat32(step.volume),
          decide: { kind: 'threshold', at: 0.5 },
        });
        expect(dice(restored, mask)).toBeGreaterThan(0.95);
        expectSameGrid(restored, mask);
      }),
      SEEDED,
    );
  });

  it('within a Dice of 0.95, by nearest labels on a grid no coarser', () => {
    fc.assert(
      fc.property(affines, between(0.3, 1), fc.constantFrom(...CODES), (affine, pixdim, axcodes) => {
        const mask = chiralMask(affine);
        const specs = [
          { kind: 'spacing', pixdim, mode: 'nearest' },
          { kind: 'orientation', axcodes },
        ] as const;
        const step = buildChain(specs)(mask);
        const restored = step.restore(makeLabelMap(step.volume, Uint8Array.from(step.volume.voxels)));
        expect(dice(restored, mask)).toBeGreaterThan(0.95);
        expectSameGrid(restored, mask);
      }),
      SEEDED,
    );
  });
});

describe('law 3: for every click that a chain keeps, the mask of the one voxel it is carried to, restored, holds it', () => {
  it('for any chain, finer or coarser, of any steps', () => {
    fc.assert(
      fc.property(affines, anyChain, triple(fc.nat()), (affine, specs, [x, y, z]) => {
        const volume = chiralVolume('int16', affine);
        const step = buildChain(specs)(volume);
        const click = voxelIndex(x % PHANTOM_SIZE[0], y % PHANTOM_SIZE[1], z % PHANTOM_SIZE[2]);
        fc.pre(keeps(step, click));
        const seen = new Uint8Array(voxelCount(step.volume.size));
        seen[placeOf(step.volume.size, nearestVoxel(step.carry(click)))] = 1;
        const restored = step.restore(makeLabelMap(step.volume, seen));
        expect(restored.voxels[placeOf(PHANTOM_SIZE, click)]).toBe(1);
        expectSameGrid(restored, volume);
      }),
      { ...SEEDED, numRuns: 600 },
    );
  });
});

/** A click is kept when every grid of the chain has a voxel where it is carried to. */
const keeps = ({ maps }: SpatialStep, click: VoxelIndex): boolean =>
  maps.every(({ to }, at) => {
    const voxel = nearestVoxel(carryPoint(maps.slice(0, at + 1), click));
    return voxel.every((index, axis) => index >= 0 && index < (to.size[axis] ?? 0));
  });

/** The mask on the grid of the step: each voxel of the mask set where it is carried to. */
function shownOn(step: SpatialStep, mask: LabelMap): LabelMap {
  const { size } = step.volume;
  const shown = new Uint8Array(voxelCount(size));
  mask.voxels.forEach((label, at) => {
    const voxel = voxelAt(PHANTOM_SIZE, at);
    if (keeps(step, voxel)) shown[placeOf(size, nearestVoxel(step.carry(voxel)))] = label;
  });
  return makeLabelMap(step.volume, shown);
}

const placeOf = (size: Size, [x, y, z]: VoxelIndex): number => linearIndex(size, x, y, z);

const voxelAt = ([width, height]: Size, at: number): VoxelIndex =>
  voxelIndex(at % width, Math.floor(at / width) % height, Math.floor(at / (width * height)));

function expectSameGrid(map: LabelMap, volume: { size: Size; affine: Affine }): void {
  expect(map.size).toBe(volume.size);
  expect(map.affine).toBe(volume.affine);
}

function dice(a: LabelMap, b: LabelMap): number {
  let [both, either] = [0, 0];
  a.voxels.forEach((label, at) => {
    both += label * b.voxels[at];
    either += label + b.voxels[at];
  });
  return (2 * both) / either;
}
