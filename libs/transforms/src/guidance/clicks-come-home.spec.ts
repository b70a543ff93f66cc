import { describe, expect, it } from '@jest/globals';
import {
  BrokenInvariant,
  axisCodes,
  channelOf,
  linearIndex,
  makeLabelMap,
  orientationOf,
  volumeSpacing,
  voxelCount,
  voxelIndex,
  voxelToWorld,
  type VoxelIndex,
} from '@aiaa/volume';
import {
  AXIS_ALIGNED_AFFINES,
  OBLIQUE_AFFINES,
  PHANTOM_SIZE,
  SHEARED_AFFINES,
  chiralMask,
  chiralVolume,
} from '@aiaa/volume/testing';
import fc from 'fast-check';
import { buildChain } from '../build.js';
import { resize } from '../spatial/resize.js';
import { spacing } from '../spatial/spacing.js';
import type { TransformSpec } from '../transform-spec.js';
import { addGuidance } from './add-guidance.js';
import { addGuidanceSignal } from './add-guidance-signal.js';
import { carryGuidance } from './carry-guidance.js';
import { cropExtremePoints } from './crop-extreme-points.js';
import { cropGuidance } from './crop-guidance.js';
import { fetchSlice } from './fetch-slice.js';
import { guidedChain } from './guided-chain.js';
import type { GuidedStep, GuidedTransform } from './guided-step.js';
import { restoreGuided } from './restore-guided.js';
import { stretchesAxes } from './stretches-axes.js';
import { withGuidance } from './with-guidance.js';

const AFFINES = [...AXIS_ALIGNED_AFFINES, ...OBLIQUE_AFFINES, ...SHEARED_AFFINES];
const CODES = AXIS_ALIGNED_AFFINES.map((affine) => axisCodes(orientationOf(affine)));
const SEEDED = { seed: 20_240_302, numRuns: 400 };

const triple = <T>(each: fc.Arbitrary<T>) => fc.tuple(each, each, each);
const affines = fc.constantFrom(...AFFINES);
const sizes = triple(fc.integer({ min: 2, max: 18 }));
const clicks = triple(fc.nat()).map(([x, y, z]) =>
  voxelIndex(x % PHANTOM_SIZE[0], y % PHANTOM_SIZE[1], z % PHANTOM_SIZE[2]),
);

/** What is done to a file before anyone clicks. */
const prepares: fc.Arbitrary<readonly TransformSpec[]> = fc.array(
  fc.oneof<fc.Arbitrary<TransformSpec>[]>(
    fc.constantFrom(...CODES).map((axcodes) => ({ kind: 'orientation', axcodes })),
    fc
      .tuple(triple(fc.double({ min: 0.6, max: 3, noNaN: true })), fc.boolean())
      .map(([pixdim, diagonal]) => ({ kind: 'spacing', pixdim, diagonal })),
    sizes.map((size) => ({ kind: 'spatial-pad', size })),
  ),
  { maxLength: 3 },
);

const guidedTransforms: fc.Arbitrary<readonly GuidedTransform[]> = fc
  .tuple(fc.boolean(), fc.option(fc.tuple(sizes, fc.nat(4))), fc.option(sizes))
  .map(([isFlat, window, model]) => [
    ...(isFlat ? [fetchSlice] : []),
    ...(window ? [cropGuidance({ spatialSize: window[0], margin: window[1] })] : []),
    ...(model ? [withGuidance(resize({ size: isFlat ? [model[0], model[1], 1] : model }))] : []),
    addGuidanceSignal(),
  ]);

describe('for any click, on any grid, through any chain', () => {
  it('its signal is highest at the voxel it is carried to', () => {
    fc.assert(
      fc.property(affines, prepares, guidedTransforms, clicks, (affine, specs, transforms, click) => {
        const guided = guide({ affine, specs, transforms, click });
        fc.pre(isInside(guided));
        const signal = channelOf(guided.step.volume, 1);
        expect(signal[placeOf(guided)]).toBe(1);
        expect(signal.filter((value) => value === 1)).toHaveLength(1);
        expect(channelOf(guided.step.volume, 2).every((value) => value === 0)).toBe(true);
      }),
      SEEDED,
    );
  });

  it('the mask of that one voxel, restored, holds it', () => {
    let [tried, kept] = [0, 0];
    fc.assert(
      fc.property(affines, prepares, guidedTransforms, clicks, (affine, specs, transforms, click) => {
        const guided = guide({ affine, specs, transforms, click });
        tried++;
        fc.pre(isInside(guided) && float32Agrees(guided, click));
        const seen = new Uint8Array(voxelCount(guided.step.volume.size));
        seen[placeOf(guided)] = 1;
        const restored = restoreGuided(guided, makeLabelMap(guided.step.volume, seen));
        expect(restored.voxels[linearIndex(PHANTOM_SIZE, click[0], click[1], click[2])]).toBe(1);
        expect([restored.size, restored.affine]).toEqual([PHANTOM_SIZE, affine]);
        kept++;
      }),
      SEEDED,
    );
    // what is left out is rare: else this would prove nothing
    expect(kept).toBeGreaterThan(0.9 * tried);
  });
});

describe.each(AFFINES.map((affine, at) => [at, affine] as const))('on affine %i', (_, affine) => {
  const scan = chiralVolume('int16', affine);
  const click = voxelIndex(1, 10, 5); // far from the middle, where a mirror would show
  const step = buildChain([
    { kind: 'orientation', axcodes: 'RAS' },
    { kind: 'spacing', pixdim: [1, 1, -1] },
  ])(scan);
  const placed = addGuidance(step, [[click], []]);

  it.each([
    ['DeepGrow in two dimensions', [fetchSlice, cropGuidance({ spatialSize: [6, 6], margin: 2 }), withGuidance(resize({ size: [8, 8, 1] }))]],
    ['DeepGrow in three', [cropGuidance({ spatialSize: [6, 6], margin: 2 }), withGuidance(resize({ size: [8, 8, 6] }))]],
    ['extreme points', [cropExtremePoints({ padding: 5 }), withGuidance(resize({ size: 10 }))]],
  ])('a click stays where it was in the patient, and comes home, with %s', (__, transforms) => {
    expectHome(guidedChain(transforms)(placed));
  }); // prettier-ignore

  it('a click stays there, too, where the new axes run along the world', () => {
    expectHome(addGuidance(spacing({ pixdim: [1], diagonal: true })(scan), [[click]]));
  });

  function expectHome(guided: GuidedStep): void {
    const [there] = guided.guidance[0];
    const { volume } = guided.step;
    const [was, is] = [voxelToWorld(affine, click), voxelToWorld(volume.affine, there)];
    // truncated twice: less than a voxel of each grid, and what a size rounds away
    const reach = Math.hypot(...volumeSpacing(scan)) + Math.hypot(...volumeSpacing(volume));
    expect(Math.hypot(...was.map((mm, axis) => mm - is[axis]))).toBeLessThan(reach);
    const seen = new Uint8Array(voxelCount(volume.size));
    seen[placeOf(guided)] = 1;
    const restored = restoreGuided(guided, makeLabelMap(volume, seen));
    expect(restored.voxels[linearIndex(PHANTOM_SIZE, click[0], click[1], click[2])]).toBe(1);
  }
});

it('a mask as it was shown comes home whole from a finer grid', () => {
  const mask = chiralMask();
  const guided = withGuidance(resize({ size: [22, 26, 14], mode: 'nearest' }))(
    addGuidance(buildChain([])(mask), [[voxelIndex(3, 2, 2)]]),
  );
  const shown = makeLabelMap(guided.step.volume, Uint8Array.from(guided.step.volume.voxels));
  expect(restoreGuided(guided, shown).voxels).toEqual(mask.voxels);
});

it('refuses labels of another size', () => {
  const guided = addGuidance(spacing({ pixdim: [1] })(chiralMask()), []);
  expect(() => restoreGuided(guided, chiralMask())).toThrow(BrokenInvariant);
});

interface Run {
  readonly affine: (typeof AFFINES)[number];
  readonly specs: readonly TransformSpec[];
  readonly transforms: readonly GuidedTransform[];
  readonly click: VoxelIndex;
}

const guide = ({ affine, specs, transforms, click }: Run): GuidedStep =>
  guidedChain(transforms)(addGuidance(buildChain(specs)(chiralVolume('int16', affine)), [[click], []]));

const placeOf = ({ step, guidance }: GuidedStep): number => {
  const [[[x, y, z]]] = guidance;
  return linearIndex(step.volume.size, x, y, z);
};

/** A spacing that turns or leans the grid may round a click off its border. */
const isInside = ({ step, guidance }: GuidedStep): boolean =>
  guidance[0][0].every((c, axis) => c >= 0 && c < step.volume.size[axis]);

/** Resize's nearest rule rounds to float32 what clicks are multiplied in float64: on whole numbers they may differ. */
function float32Agrees({ step: { maps } }: GuidedStep, click: VoxelIndex): boolean {
  let at = click;
  return maps.every((map) => {
    const from = at;
    [[at]] = carryGuidance([map], [[from]]);
    const ratio = (axis: number): number => Math.fround(map.to.size[axis] / map.from.size[axis]);
    return (
      !stretchesAxes(map) || at.every((c, axis) => Math.floor(Math.fround(from[axis] * ratio(axis))) === c)
    );
  });
}
