import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Affine, Size } from '@aiaa/volume';
import { MalformedImage } from '@aiaa/volume/errors';
import { decodeNiftiHeader } from './nifti-header.js';
import type { NiftiGeometry } from './nifti-geometry.js';
import { placeGrid } from './place-grid.js';
import { niftiBytes, type NiftiFields } from '../testing/nifti-bytes.js';

const SIZE: Size = [2, 3, 4];
const geometryOf = (fields: NiftiFields): NiftiGeometry => {
  const bytes = niftiBytes(fields);
  return decodeNiftiHeader(bytes.subarray(0, fields.version === 2 ? 540 : 348)).geometry;
};
const place = (fields: NiftiFields, size = SIZE) => placeGrid(geometryOf(fields), size);
const srow = (x: number, y: number, z: number): readonly number[] => [x, 0, 0, 1, 0, y, 0, 2, 0, 0, z, 3];

describe('the affine that MONAI gives a header', () => {
  interface Case {
    readonly id: string;
    readonly in: {
      readonly shape: Size;
      readonly sform_code: number;
      readonly qform_code: number;
      readonly srow: readonly (readonly number[])[];
      readonly quatern_bcd: readonly number[];
      readonly qoffset: readonly number[];
      readonly pixdim: readonly number[];
    };
    readonly out: { readonly affine: readonly (readonly number[])[] };
  }
  const file = new URL('../fixtures/monai-nifti.json', import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Case[] };

  it.each(cases.map((each) => [each.id, each] as const))('%s', (_id, { in: header, out }) => {
    const { affine } = place(
      {
        dim: [3, ...header.shape, 1, 1, 1, 1],
        sformCode: header.sform_code,
        qformCode: header.qform_code,
        srow: header.srow.flat(),
        quaternion: header.quatern_bcd,
        qoffset: header.qoffset,
        pixdim: header.pixdim,
      },
      header.shape,
    );
    expect(affine).toEqual(out.affine.flat());
  });

  it('the fixture holds all five', () => expect(cases).toHaveLength(5));
});

describe('precedence', () => {
  const both = { srow: srow(-2, 3, 4), qoffset: [9, 9, 9], pixdim: [-1, 2, 3, 4] };
  const SFORM: Affine = [-2, 0, 0, 1, 0, 3, 0, 2, 0, 0, 4, 3, 0, 0, 0, 1];
  const QFORM: Affine = [2, 0, 0, 9, 0, 3, 0, 9, 0, 0, -4, 9, 0, 0, 0, 1];
  const CENTRED: Affine = [-2, 0, 0, 1, 0, 3, 0, -3, 0, 0, 4, -6, 0, 0, 0, 1];

  it.each([
    ['both: the sform', { sformCode: 1, qformCode: 1 }, SFORM],
    ['the sform, also when the qform has the higher code', { sformCode: 1, qformCode: 4 }, SFORM],
    ['the qform, its third axis turned by qfac', { sformCode: 0, qformCode: 1 }, QFORM],
    ['neither: nibabel’s default', { sformCode: 0, qformCode: 0 }, CENTRED],
    ['codes below 0 are none', { sformCode: -1, qformCode: -1 }, CENTRED],
  ])('%s', (_what, codes, affine) => {
    expect(place({ ...both, ...codes }).affine).toEqual(affine);
    expect(place({ ...both, ...codes, version: 2, littleEndian: false }).affine).toEqual(affine);
  });

  it('says so when the header gives no orientation', () => {
    expect(place({ sformCode: 0 }).warnings).toEqual([expect.stringContaining('gives no orientation')]);
    expect(place({ sformCode: 1 }).warnings).toEqual([]);
  });
});

describe('an sform whose spacing contradicts pixdim', () => {
  const pixdim = [1, 2, 3, 4];

  it('gives way to the qform, whatever its code, and says so', () => {
    const { affine, warnings } = place({ srow: srow(5, 5, 5), pixdim, qoffset: [7, 8, 9] });
    expect(affine).toEqual([2, 0, 0, 7, 0, 3, 0, 8, 0, 0, 4, 9, 0, 0, 0, 1]);
    expect(warnings).toEqual([
      'The sform has a spacing of 5 x 5 x 5 mm and pixdim of 2 x 3 x 4 mm; the qform was taken.',
    ]);
  });

  it.each([
    ['equal to 1e-5', { srow: srow(2.00001, 3, 4), pixdim }, 2.00001],
    ['there is no qform to take', { srow: srow(5, 5, 5), pixdim, quaternion: [3, 0, 0] }, 5],
    ['pixdim is no number', { srow: srow(5, 5, 5), pixdim: [1, NaN, 3, 4] }, 5],
    ['pixdim says nothing', { srow: srow(5, 5, 5), pixdim: [1, 0, 0, 0] }, 5],
    ['pixdim counts by its size', { srow: srow(2, 3, 4), pixdim: [1, -2, -3, -4] }, 2],
    [
      'only on an axis that the header does not declare',
      { srow: srow(2, 3, 5), pixdim, dim: [2, 2, 3, 1, 1, 1, 1, 1] },
      2,
    ],
  ])('keeps its place: %s', (_why, fields, x) => {
    const { affine } = place(fields, [2, 3, 1]);
    expect(affine[0]).toBe(Math.fround(x));
    expect(affine[3]).toBe(1);
  });

  it('keeps a sheared sform, whose columns have the length that pixdim says', () => {
    const sheared = [1, 0, 0, 0, 0, 3, 0.8, 0, 0, 0, 0.6, 0];
    expect(place({ srow: sheared, pixdim: [1, 1, 3, 1] }).affine.slice(0, 12)).toEqual(
      sheared.map(Math.fround),
    );
  });
});

describe('a spacing of 0', () => {
  it('is 1 mm where one is needed, and is reported', () => {
    const { affine, warnings } = place({ sformCode: 0, qformCode: 1, pixdim: [0, 0, 3, 0] });
    expect(affine).toEqual([1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    expect(warnings).toEqual([expect.stringContaining('voxel spacing at 0')]);
  });
});

it('a 2-D header says nothing of the third axis', () => {
  const flat = { dim: [2, 2, 3, 1, 1, 1, 1, 1], sformCode: 0, pixdim: [1, 2, 3, 9] };
  expect(place(flat, [2, 3, 1]).affine).toEqual([-2, 0, 0, 1, 0, 3, 0, -3, 0, 0, 1, 0, 0, 0, 0, 1]);
});

it.each([
  [1, ['The header says metres; its numbers were taken as millimetres, as others take them.']],
  [3 + 8, [expect.stringContaining('micrometres')]],
  [2 + 16, []],
  [0, []],
])('xyzt_units %d: %j', (xyztUnits, warnings) => {
  expect(place({ xyztUnits }).warnings).toEqual(warnings);
});

describe('refuses', () => {
  it.each([
    ['NaN in the sform', { srow: [NaN, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] }],
    ['an infinite origin', { srow: [1, 0, 0, Infinity, 0, 1, 0, 0, 0, 0, 1, 0] }],
    ['an sform of zeros', { srow: Array<number>(12).fill(0) }],
    ['two axes along one line', { srow: [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0] }],
    ['NaN in the quaternion', { sformCode: 0, qformCode: 1, quaternion: [NaN, 0, 0] }],
    ['a quaternion that is no unit', { sformCode: 0, qformCode: 1, quaternion: [2, 0, 0] }],
    ['an infinite offset', { sformCode: 0, qformCode: 1, qoffset: [0, -Infinity, 0] }],
    ['NaN in the spacing of the qform', { sformCode: 0, qformCode: 1, pixdim: [1, 1, NaN, 1] }],
    ['an infinite spacing', { sformCode: 0, pixdim: [1, Infinity, 1, 1] }],
    ['a spacing that vanishes', { sformCode: 0, version: 2 as const, pixdim: [1, 1e-200, 1e-200, 1] }],
  ])('%s', (_what, fields) => {
    expect(() => place(fields)).toThrow(MalformedImage);
  });
});
