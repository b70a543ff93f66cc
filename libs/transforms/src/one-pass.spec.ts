import { describe, expect, it } from '@jest/globals';
import { makeLabelMap, makeVolume, voxelCount, voxelPoint, type Volume, type Voxels } from '@aiaa/volume';
import { OBLIQUE_AFFINE, SHEARED_AFFINES, chiralVolume } from '@aiaa/volume/testing';
import fc from 'fast-check';
import { buildChain, buildTransform } from './build.js';
import { chain } from './chain.js';
import { randomChains, randomVolumes } from './fixtures/random-chains.js';
import { DeferredVolume } from './sampling/deferred-volume.js';
import { identityStep, makeStep, type SpatialStep, type SpatialTransform } from './step.js';
import type { TransformSpec } from './transform-spec.js';

const TURN = { kind: 'orientation', axcodes: 'PIL' } as const;
const SPACING = { kind: 'spacing', pixdim: [1.1, 0.8, 2] } as const;
const RANGE = { kind: 'scale-intensity-range', aMin: -20, aMax: 40, bMin: 0.5, bMax: 1, clip: true } as const;
const CROP = { kind: 'spatial-crop', start: [1, 0, 2], end: [9, 8, 7] } as const;
const PAD = { kind: 'border-pad', border: 2 } as const;
const NEAREST = { kind: 'spacing', pixdim: [1.3], mode: 'nearest' } as const;
const LINEAR = { kind: 'resize', size: [9, 8, 7], mode: 'trilinear' } as const;
const THRESHOLD = { kind: 'threshold-intensity', threshold: 0.6 } as const;
const FOREGROUND = { kind: 'crop-foreground' } as const;

describe('a chain is its transforms one by one', () => {
  it('to the last bit of every voxel, for random chains of all kinds', () => {
    fc.assert(
      fc.property(randomVolumes, randomChains, (volume, specs) => {
        const [step, steps] = [buildChain(specs)(volume), oneByOne(specs, volume)];
        const { voxels, ...described } = step.volume;
        const { voxels: expected, ...description } = steps.volume;
        expect(firstDifference(voxels, expected)).toBe('none');
        expect(described).toEqual(description);
        expect(step.maps).toEqual(steps.maps);
      }),
      { seed: 20_240_229, numRuns: 1000 },
    );
  });

  it('in where it carries clicks and restores masks', () => {
    fc.assert(
      fc.property(randomVolumes, randomChains, (volume, specs) => {
        const [step, steps] = [buildChain(specs)(volume), oneByOne(specs, volume)];
        const click = voxelPoint(1, 0.25, 2);
        expect(step.carry(click)).toEqual(steps.carry(click));
        const labels = Uint8Array.from({ length: voxelCount(step.volume.size) }, (_, at) => at % 5);
        const mask = makeLabelMap(step.volume, labels);
        expect(step.restore(mask)).toEqual(steps.restore(mask));
      }),
      { seed: 20_240_229, numRuns: 150 },
    );
  });
});

describe('a run of steps is one pass', () => {
  it.each<[string, readonly TransformSpec[]]>([
    ['turned, resampled, scaled and cropped', [TURN, SPACING, RANGE, CROP]],
    ['cropped before it is resampled', [CROP, TURN, SPACING]],
    ['padded after it is resampled and before it is scaled', [SPACING, PAD, RANGE]],
    ['padded twice before it is scaled', [PAD, TURN, PAD, RANGE, THRESHOLD]],
    ['scaled and cropped', [RANGE, THRESHOLD, CROP, { kind: 'flip' }, { kind: 'rotate90' }]],
    [
      'resampled to nearest voxels, then between them by weights',
      [{ ...LINEAR, size: 5, mode: 'nearest' }, LINEAR],
    ],
    ['cropped within a chain of its own', [SPACING, { kind: 'resize-with-pad-or-crop', size: [5, 40, 9] }]],
    ['scaled by a factor', [SPACING, { kind: 'scale-intensity', factor: 2 }, CROP]],
  ])('over the image, when it is %s', (_, specs) => {
    const image = chiralVolume('int16', OBLIQUE_AFFINE);
    expect(lastSource(specs, image)).toBe(image);
  });

  it.each<[string, readonly TransformSpec[]]>([
    ['interpolates what was interpolated', [SPACING, LINEAR]],
    ['interpolates values that a line cut', [RANGE, LINEAR]],
    ['interpolates between voxels and the zeros of a pad', [PAD, LINEAR]],
    ['puts zeros next to zeros that were scaled', [PAD, RANGE, PAD]],
    ['crops to what is above 0', [SPACING, FOREGROUND]],
    ['scales by the lowest and the highest value', [TURN, { kind: 'scale-intensity' }]],
    ['takes means of whole areas', [TURN, { kind: 'resize', size: 5 }, CROP]],
  ])('that ends where a step %s', (_, specs) => {
    const image = chiralVolume('int16', OBLIQUE_AFFINE);
    expect(lastSource(specs, image)).not.toBe(image);
  });

  it('that ends where axes are mixed', () => {
    const image = chiralVolume('int16', SHEARED_AFFINES[0]);
    expect(lastSource([TURN, NEAREST], image)).not.toBe(image);
  });
});

describe("a transform of one's own", () => {
  it('reads the voxels of a chain as those of any volume, and no more than once', () => {
    const read: Volume[] = [];
    const own: SpatialTransform = (volume) => {
      read.push({ ...volume }, volume);
      return makeStep(makeVolume({ ...volume, voxels: volume.voxels.map((value) => value + 1) }), []);
    };
    const image = chiralVolume('int16');
    const { volume } = chain([buildTransform(SPACING), own, buildTransform(CROP)])(image);
    const spaced = buildTransform(SPACING)(image).volume;
    expect(read[0]?.voxels).toEqual(spaced.voxels);
    expect(read[1]?.voxels).toBe(read[0]?.voxels);
    const raised = makeVolume({ ...spaced, voxels: spaced.voxels.map((value) => value + 1) });
    expect(volume).toEqual(buildTransform(CROP)(raised).volume);
  });

  it('ends a chain with a volume that is not deferred, whatever it gives back', () => {
    const image = chiralVolume('int16');
    const { volume } = chain([buildTransform(SPACING), identityStep])(image);
    expect(volume).not.toBeInstanceOf(DeferredVolume);
    expect(volume).toEqual(buildTransform(SPACING)(image).volume);
  });
});

function oneByOne(specs: readonly TransformSpec[], volume: Volume): SpatialStep {
  const steps: SpatialStep[] = [];
  for (const spec of specs) steps.push(buildTransform(spec)(steps.at(-1)?.volume ?? volume));
  return makeStep(
    steps.at(-1)?.volume ?? volume,
    steps.flatMap(({ maps }) => maps),
  );
}

/** In words, for the usual comparison of arrays takes minutes to describe a difference of thousands of voxels. */
function firstDifference(voxels: Voxels, expected: Voxels): string {
  if (voxels.length !== expected.length) return `${voxels.length} voxels instead of ${expected.length}`;
  // 0 is added because the sign of a 0 hangs on which axis is summed first
  const at = voxels.findIndex((value: number, index: number) => !Object.is(value + 0, expected[index] + 0));
  return at < 0 ? 'none' : `${voxels[at]} instead of ${expected[at]} at ${at}`;
}

/** The volume over which the last pass of a chain would go. */
function lastSource(specs: readonly TransformSpec[], image: Volume): Volume | undefined {
  const sources: Volume[] = [];
  const look: SpatialTransform = (volume) => {
    if (volume instanceof DeferredVolume) sources.push(volume.sampling().source);
    return identityStep(volume);
  };
  chain([...specs.map((spec) => buildTransform(spec)), look])(image);
  return sources[0];
}
