import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeVolume, voxelCount, type Volume } from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINES, SHEARED_AFFINES, chiralVolume } from '@aiaa/volume/testing';
import fc from 'fast-check';
import { buildChain } from './build.js';
import { activate } from './label/activate.js';
import { discretise } from './label/discretise.js';
import { restoreVolume } from './restore-volume.js';
import { asFloat32 } from './sampling/as-float32.js';
import type { Decision, Scores } from './scores.js';
import type { SpatialStep } from './step.js';
import type { TransformSpec } from './transform-spec.js';

const affines = fc.constantFrom(...AXIS_ALIGNED_AFFINES, ...OBLIQUE_AFFINES, ...SHEARED_AFFINES);

const exactSpecs: fc.Arbitrary<TransformSpec> = fc.constantFrom<TransformSpec>(
  { kind: 'orientation', axcodes: 'RAS' },
  { kind: 'orientation', axcodes: 'PIL' },
  { kind: 'spatial-crop', start: [2, 1, 1], end: [9, 30, 5] },
  { kind: 'center-spatial-crop', size: [7, 6, 5] },
  { kind: 'spatial-pad', size: [14, 9, 12] },
);

const resampling: fc.Arbitrary<TransformSpec> = fc.constantFrom<TransformSpec>(
  { kind: 'spacing', pixdim: [1.7, 1.1, 2.1] },
  { kind: 'spacing', pixdim: [0.61, 2.3, 1.9] },
  { kind: 'spacing', pixdim: [1.45], diagonal: true },
);

describe('restoring scores', () => {
  it.each([
    ['arg-max', { kind: 'arg-max' }, 4],
    ['a threshold', { kind: 'threshold', at: 0.3 }, 1],
    ['an arg-max from a threshold up', { kind: 'threshold-arg-max', at: 0.3 }, 3],
  ] as const)(
    'decides by %s what restoring the values first, then deciding, would',
    (_, decide, channels) => {
      const around = fc.array(exactSpecs, { maxLength: 2 });
      const cases = fc.record({
        affine: affines,
        before: around,
        between: resampling,
        after: around,
        seed: fc.nat(),
      });
      fc.assert(
        fc.property(cases, ({ affine, before, between, after, seed }) => {
          const step = buildChain([...before, between, ...after])(chiralVolume('int16', affine));
          const scores = randomScores(step, { decide, channels, seed });
          expect([...step.restore(scores).voxels]).toEqual([...slowly(step, scores).voxels]);
        }),
        { seed: 7, numRuns: 150 },
      );
    },
  );

  it('gives the same labels whether softmax went before or is done where it is needed', () => {
    const cases = fc.record({
      affine: affines,
      before: fc.array(exactSpecs, { maxLength: 2 }),
      between: resampling,
    });
    fc.assert(
      fc.property(cases, fc.nat(), ({ affine, before, between }, seed) => {
        const step = buildChain([...before, between])(chiralVolume('int16', affine));
        const raw = randomScores(step, { decide: { kind: 'arg-max' }, channels: 3, seed });
        const first = step.restore({ ...raw, volume: activate(raw.volume, 'softmax') });
        expect([...step.restore({ ...raw, softmax: true }).voxels]).toEqual([...first.voxels]);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('is changed by a softmax, which is why that cannot be left out', () => {
    const step = buildChain([{ kind: 'resize', size: [2, 1, 1], mode: 'trilinear', alignCorners: true }])(
      line(4),
    );
    // far surer of class 0 at the left end than of class 1 at the right
    const scores = (): Scores => {
      const { size, affine } = step.volume;
      const voxels = Float32Array.of(9, 0, 0, 3);
      return {
        volume: makeVolume<'float32'>({ voxels, size, affine, channels: 2 }),
        decide: { kind: 'arg-max' },
      };
    };
    expect([...step.restore(scores()).voxels]).toEqual([0, 0, 0, 1]);
    expect([...step.restore({ ...scores(), softmax: true }).voxels]).toEqual([0, 0, 1, 1]);
  });

  it('finds a class that wins inside a cell without winning at any of its corners', () => {
    const step = buildChain([{ kind: 'resize', size: [2, 1, 1], mode: 'trilinear', alignCorners: true }])(
      line(3),
    );
    // at the left end class 0 wins, at the right end class 1; class 2 is second at both
    const scores = { volume: onGrid(step, [9, 0, 0, 9, 8, 8]), decide: { kind: 'arg-max' } } as const;
    expect([...step.restore(scores).voxels]).toEqual([0, 2, 1]);
  });

  it('gives a tie to the lowest class, after interpolation too', () => {
    const step = buildChain([{ kind: 'resize', size: [2, 1, 1], mode: 'trilinear', alignCorners: true }])(
      line(3),
    );
    const scores = { volume: onGrid(step, [4, 0, 0, 4]), decide: { kind: 'arg-max' } } as const;
    expect([...step.restore(scores).voxels]).toEqual([0, 0, 1]);
  });

  it('leaves what a crop cut off as background, whatever the scores at the cut', () => {
    const crop = { kind: 'spatial-crop', start: [1, 0, 0], end: [3, 1, 1] } as const;
    const step = buildChain([{ kind: 'resize', size: [4, 1, 1], mode: 'trilinear' }, crop])(line(8));
    const scores = { volume: onGrid(step, [0, 0, 5, 5]), decide: { kind: 'arg-max' } } as const;
    // voxel v lies at v / 2 - 0.25 on the resized grid, of which 1 and 2 are left: 0 and 7 have no score beside them
    expect([...step.restore(scores).voxels]).toEqual([0, 1, 1, 1, 1, 1, 1, 0]);
  });

  it('decides on the grid itself when nothing was resampled', () => {
    const step = buildChain([{ kind: 'spatial-pad', size: [5, 1, 1] }])(line(3));
    const scores = {
      volume: onGrid(step, [9, 0.2, 0.5, 0.9, 9]),
      decide: { kind: 'threshold', at: 0.5 },
    } as const;
    expect([...step.restore(scores).voxels]).toEqual([0, 1, 1]);
  });

  it('writes 16-bit labels for more than 256 classes', () => {
    const step = buildChain([{ kind: 'resize', size: [2, 1, 1], mode: 'trilinear' }])(line(4));
    const values = Array.from({ length: 600 }, (_, at) => at);
    const labels = step.restore({ volume: onGrid(step, values), decide: { kind: 'arg-max' } });
    expect([labels.dtype, ...labels.voxels]).toEqual(['uint16', 299, 299, 299, 299]);
  });

  it('refuses a threshold over several channels and scores of another size', () => {
    const step = buildChain([{ kind: 'resize', size: [2, 1, 1] }])(line(4));
    const two = onGrid(step, [1, 2, 3, 4]);
    expect(() => step.restore({ volume: two, decide: { kind: 'threshold', at: 0 } })).toThrow('one channel');
    const wide = asFloat32(line(3));
    expect(() => step.restore({ volume: wide, decide: { kind: 'arg-max' } })).toThrow('3 x 1 x 1');
  });
});

const line = (length: number): Volume =>
  makeVolume({ voxels: new Int16Array(length), size: [length, 1, 1], affine: IDENTITY_AFFINE });

function onGrid({ volume: { size, affine } }: SpatialStep, values: readonly number[]): Volume<'float32'> {
  const channels = values.length / voxelCount(size);
  return makeVolume<'float32'>({ voxels: Float32Array.from(values), size, affine, channels });
}

interface Wanted {
  readonly decide: Decision;
  readonly channels: number;
  readonly seed: number;
}

/** Smooth enough that many cells agree, rough enough that many do not. */
function randomScores(step: SpatialStep, { decide, channels, seed }: Wanted): Scores {
  const count = voxelCount(step.volume.size);
  const values = Array.from({ length: count * channels }, (_, at) => {
    const channel = Math.floor(at / count);
    return Math.sin((at % count) * (0.13 + channel * 0.071) + (seed % 1000) + channel * 1.7);
  });
  return { volume: onGrid(step, values), decide };
}

function slowly(step: SpatialStep, { volume, decide }: Scores) {
  return discretise({ volume: asFloat32(restoreVolume(step, volume, 'bilinear')), decide });
}
