import { describe, expect, it } from '@jest/globals';
import { affineFromColumns, type Affine, type Vector3, type Volume } from '@aiaa/volume';
import { buildTransform } from './build.js';
import { chain } from './chain.js';
import { affineOf, fromGolden, goldenCases, goldenInput, type GoldenArray } from './fixtures/golden.js';
import { restoreVolume } from './restore-volume.js';
import { cropForeground } from './spatial/crop-foreground.js';
import { orientation } from './spatial/orientation.js';
import { resize, type ResizeArgs } from './spatial/resize.js';
import { spacing, type SpacingArgs } from './spatial/spacing.js';
import { spacingGrid } from './spatial/spacing-grid.js';
import type { PerAxis } from './spatial/per-axis.js';

/** Values of the inputs reach 1000, so that 0.1 is a relative 1e-4. */
const SPACING_TOLERANCE = 0.1;
const RESIZE_TOLERANCE = 1e-3;

describe('agreement with MONAI 1.5, case by case', () => {
  it.each(goldenCases('monai-spatial', 'orient-'))('$id $op', ({ args, in: input, out }) => {
    const { volume } = orientation({ axcodes: String(args['axcodes']) })(goldenInput(input));
    expectGolden(volume, out, 0);
  });

  it.each(goldenCases('monai-spatial', 'spacing-').filter(({ op }) => op === 'Spacing'))(
    '$id $op $args',
    ({ args, in: input, out }) => {
      const { volume } = spacing(spacingArgs(args))(goldenInput(input));
      expectGolden(volume, out, SPACING_TOLERANCE);
    },
  );

  it.each(goldenCases<{ mid: GoldenArray; back: GoldenArray }>('monai-spatial', 'inverse-'))(
    '$id $op',
    ({ args, in: input, out }) => {
      const mode = args['mode'] === 'nearest' ? 'nearest' : 'bilinear';
      const step = chain([orientation({ axcodes: 'RAS' }), spacing({ pixdim: [1.5, 1.5, 2], mode })])(
        goldenInput(input),
      );
      expectGolden(step.volume, out.mid, SPACING_TOLERANCE);
      expectGolden(restoreVolume(step, step.volume, mode), out.back, SPACING_TOLERANCE);
    },
  );

  it.each(goldenCases('monai-spatial', 'resize-'))('$id $op $args', ({ args, in: input, out }) => {
    const { volume } = resize(resizeArgs(args))(goldenInput(input));
    expectGolden(volume, out, RESIZE_TOLERANCE);
  });

  it.each(goldenCases('monai-spatial', 'cropfg-'))('$id $op $args', ({ args, in: input, out }) => {
    const { volume } = cropForeground({
      margin: (args['margin'] ?? 0) as PerAxis, // our own committed file
      allowSmaller: args['allow_smaller'] === true,
      kDivisible: (args['k_divisible'] ?? 1) as PerAxis, // our own committed file
    })(goldenInput(input));
    expectGolden(volume, out, 0);
  });

  it.each([
    ['padcrop-2', { kind: 'spatial-pad', size: [7, 5, -1], mode: 'edge' }],
    ['padcrop-4', { kind: 'spatial-pad', size: [6, 5, 3], value: -7 }],
    ['padcrop-7', { kind: 'spatial-crop', center: [1, 1, 1], size: [3, 2, 2] }],
    ['padcrop-5', { kind: 'divisible-pad', k: 4 }],
    ['padcrop-6', { kind: 'border-pad', border: [1, 2, 0] }],
    ['padcrop-8', { kind: 'center-spatial-crop', size: [3, 2, -1] }],
    ['padcrop-9', { kind: 'resize-with-pad-or-crop', size: [6, 2, 3] }],
    ['padcrop-10', { kind: 'flip', axes: [1] }],
  ] as const)('%s %j', (id, spec) => {
    for (const { in: input, out } of goldenCases('monai-spatial', id)) {
      expectGolden(buildTransform(spec)(goldenInput(input)).volume, out, 0);
    }
  });
});

describe('the size after Spacing, 157 rows of MONAI', () => {
  const [table] = goldenCases<{ rows: readonly [number, number, number, number][] }>(
    'monai-spatial',
    'spacing-shape',
  );

  it.each(table.out.rows)('%i voxels at %f mm become, at %f mm, %i', (n, old, wanted, out) => {
    const columns: [Vector3, Vector3, Vector3] = [
      [old, 0, 0],
      [0, old, 0],
      [0, 0, old],
    ];
    const from = { size: [n, n, n] as const, affine: affineFromColumns(columns, [0, 0, 0]) };
    const { to } = spacingGrid(from, [wanted, wanted, wanted], { diagonal: false, scaleExtent: false });
    expect(to.size).toEqual([out, out, out]);
  });
});

function spacingArgs(args: Readonly<Record<string, unknown>>): SpacingArgs {
  return {
    pixdim: args['pixdim'] as number[], // our own committed file
    diagonal: args['diagonal'] === true,
    scaleExtent: args['scale_extent'] === true,
    alignCorners: args['align_corners'] === true,
    paddingMode: args['padding_mode'] === 'reflection' ? 'reflection' : 'border',
  };
}

const RESIZE_MODES = ['trilinear', 'nearest-exact', 'bicubic'] as const;

function resizeArgs(args: Readonly<Record<string, unknown>>): ResizeArgs {
  const size = args['spatial_size'] as number | [number, number, number?]; // our own committed file
  return {
    size: typeof size === 'number' ? size : [size[0], size[1], size[2] ?? -1],
    // MONAI takes bilinear and trilinear for the one that fits the image
    mode:
      args['mode'] === 'bilinear'
        ? 'trilinear'
        : (RESIZE_MODES.find((mode) => mode === args['mode']) ?? 'area'),
    antiAliasing: args['anti_aliasing'] === true,
    alignCorners: args['align_corners'] === true,
    sizeMode: args['size_mode'] === 'longest' ? 'longest' : 'all',
  };
}

function expectGolden(volume: Volume, golden: GoldenArray, tolerance: number): void {
  const expected = fromGolden(golden);
  expect([volume.channels, ...volume.size]).toEqual([...golden.shape, 1].slice(0, 4)); // of a picture, one slice
  if (golden.affine !== undefined) expect(apart(volume.affine, affineOf(golden.affine))).toBeLessThan(1e-9);
  const worst = Math.max(0, ...[...volume.voxels].map((value, at) => Math.abs(value - expected.voxels[at])));
  expect(worst).toBeLessThanOrEqual(tolerance);
}

const apart = (a: Affine, b: Affine): number => Math.max(...a.map((value, at) => Math.abs(value - b[at])));
