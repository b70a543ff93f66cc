import { describe, expect, it } from '@jest/globals';
import {
  buildChain,
  restoreByNearest,
  restoreByResize,
  restoreGuided,
  type SpatialStep,
  type TransformSpec,
} from '@aiaa/transforms';
import {
  IDENTITY_AFFINE,
  allocateLabels,
  boxOfSize,
  makeLabelMap,
  makeVolume,
  voxelCount,
  type Affine,
  type Box,
  type LabelMap,
  type Size,
} from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINES } from '@aiaa/volume/testing';
import fc from 'fast-check';
import { seenBox } from './seen-box.js';

const stepOf = (pre: readonly TransformSpec[], size: Size, affine: Affine): SpatialStep =>
  buildChain(pre)(makeVolume({ voxels: new Int16Array(voxelCount(size)).fill(1), size, affine }));

/** How many voxels of a mask lie outside of a box, and how many inside. */
function split({ voxels, size }: LabelMap, { min, max }: Box): { inside: number; outside: number } {
  let [inside, outside] = [0, 0];
  voxels.forEach((label, at) => {
    if (label === 0) return;
    const voxel = [at % size[0], Math.floor(at / size[0]) % size[1], Math.floor(at / (size[0] * size[1]))];
    if (voxel.every((n, axis) => n >= min[axis] && n < max[axis])) inside++;
    else outside++;
  });
  return { inside, outside };
}

const full = ({ volume }: SpatialStep): LabelMap => makeLabelMap(volume, allocateLabels(volume, 1).fill(1));

const WAYS_HOME: Readonly<Record<string, (step: SpatialStep) => LabelMap>> = {
  guided: (step) => restoreGuided({ step }, full(step)),
  nearest: (step) => restoreByNearest(step, full(step)),
  resize: (step) => restoreByResize(step, full(step)),
  place: (step) => step.restore(full(step)),
  scores: (step) => {
    const { size, affine } = step.volume;
    const voxels = new Float32Array(voxelCount(size)).fill(1);
    const volume = makeVolume<'float32'>({ voxels, size, affine });
    return step.restore({ volume, decide: { kind: 'threshold', at: 1e-3 } });
  },
};

const length = fc.integer({ min: 2, max: 17 });
const sizes = fc.tuple(length, length, length);
const place = fc.integer({ min: 0, max: 9 });
const pixdim = fc.constantFrom(0.4, 0.7, 1, 1.9, 3, 5);

/** A cut of at least one voxel, whatever the image came to be. */
const crops = fc.record({
  kind: fc.constant('spatial-crop' as const),
  start: fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0, 1), fc.constant(0)),
  end: fc.tuple(place, place, place).map(([x, y, z]) => [x + 2, y + 2, z + 1] as const),
});
const steps = fc.oneof(
  crops,
  fc.record({ kind: fc.constant('spacing' as const), pixdim: fc.tuple(pixdim, pixdim, pixdim) }),
  fc.record({ kind: fc.constant('resize' as const), size: sizes }),
  fc.record({ kind: fc.constant('spatial-pad' as const), size: sizes }),
  fc.record({ kind: fc.constant('orientation' as const), axcodes: fc.constantFrom('RAS', 'PIR', 'SLA') }),
);

describe('seenBox', () => {
  it.each(Object.keys(WAYS_HOME))('holds every mask that comes home by %s', (way) => {
    const affines = fc.constantFrom(IDENTITY_AFFINE, ...AXIS_ALIGNED_AFFINES, ...OBLIQUE_AFFINES);
    const check = fc.property(fc.array(steps, { maxLength: 4 }), sizes, affines, (pre, size, affine) => {
      const step = stepOf(pre, size, affine);
      fc.pre(voxelCount(step.volume.size) > 0);
      const mask = WAYS_HOME[way](step);
      expect(split(mask, seenBox(step)).outside).toBe(0);
    });
    fc.assert(check, { numRuns: 400, seed: 7 });
  });

  it.each(AXIS_ALIGNED_AFFINES.map((affine, at) => [at, affine] as const))(
    'is exactly what turns, crops and pads leave: orientation %i',
    (_at, affine) => {
      const pre: TransformSpec[] = [
        { kind: 'orientation', axcodes: 'PIR' },
        { kind: 'spatial-crop', start: [2, 3, 1], end: [6, 9, 8] },
        { kind: 'spatial-pad', size: [12, 6, 9] },
      ];
      const step = stepOf(pre, [11, 13, 12], affine);
      const box = seenBox(step);
      expect(split(WAYS_HOME.place(step), box)).toEqual({ inside: 4 * 6 * 7, outside: 0 });
      expect(voxelCount([box.max[0] - box.min[0], box.max[1] - box.min[1], box.max[2] - box.min[2]])).toBe(
        4 * 6 * 7,
      );
    },
  );

  it.each<[string, readonly TransformSpec[]]>([
    ['nothing is done', []],
    [
      'all of it is resampled',
      [
        { kind: 'spacing', pixdim: [5, 5, 5] },
        { kind: 'resize', size: [4, 4, 4] },
      ],
    ],
  ])('is the whole image where %s', (_what, pre) => {
    expect(seenBox(stepOf(pre, [17, 5, 9], IDENTITY_AFFINE))).toEqual(boxOfSize([17, 5, 9]));
  });

  it('reaches a voxel of the network beyond a crop that was resampled, and no further', () => {
    const pre: TransformSpec[] = [
      { kind: 'spacing', pixdim: [2, 2, 2] },
      { kind: 'spatial-crop', start: [5, 5, 5], end: [10, 10, 10] },
    ];
    const { min, max } = seenBox(stepOf(pre, [40, 40, 40], IDENTITY_AFFINE));
    expect(min.every((n) => n >= 7 && n <= 9)).toBe(true);
    expect(max.every((n) => n >= 20 && n <= 22)).toBe(true);
  });

  it('is empty where nothing was left', () => {
    const dark = makeVolume({ voxels: new Int16Array(60), size: [3, 4, 5], affine: IDENTITY_AFFINE });
    const step = buildChain([{ kind: 'crop-foreground' }, { kind: 'orientation', axcodes: 'PIR' }])(dark);
    expect(seenBox(step)).toEqual(boxOfSize([0, 0, 0]));
  });
});
