import { describe, expect, it } from '@jest/globals';
import { linearIndex, worldPoint, worldToVoxel, type Size, type Vector3, type Volume } from '@aiaa/volume';
import type { ImageFile } from '../image.js';
import { readImage } from '../read-image.js';
import { dicomSeries, enhancedDicom, type DicomSeriesFields } from '../testing/dicom-series.js';

const SIZE: Size = [5, 4, 6];
const SPACING: Vector3 = [0.7, 0.9, 2.5];
const ORIGIN: Vector3 = [-30.5, 20.25, 10];

const c = Math.cos(0.3);
const s = Math.sin(0.3);
const ORIENTATIONS: Readonly<Record<string, readonly [row: Vector3, column: Vector3]>> = {
  axial: [[1, 0, 0], [0, 1, 0]],
  'axial, rows to the right': [[-1, 0, 0], [0, 1, 0]],
  'axial, columns to the front': [[1, 0, 0], [0, -1, 0]],
  'axial, turned by half': [[-1, 0, 0], [0, -1, 0]],
  sagittal: [[0, 1, 0], [0, 0, -1]],
  'sagittal, upside down': [[0, 1, 0], [0, 0, 1]],
  coronal: [[1, 0, 0], [0, 0, -1]],
  'coronal, from behind': [[-1, 0, 0], [0, 0, -1]],
  'axial, rows downwards': [[0, 1, 0], [1, 0, 0]],
  oblique: [[c, s, 0], [-s * c, c * c, s]],
  'oblique, negative cosines': [[-c, -s, 0], [-s * c, c * c, -s]],
}; // prettier-ignore

const ORDERS: Readonly<Record<string, readonly number[]>> = {
  'in order': [0, 1, 2, 3, 4, 5],
  backwards: [5, 4, 3, 2, 1, 0],
  shuffled: [3, 0, 5, 1, 4, 2],
};

const CASES = Object.entries(ORIENTATIONS).flatMap(([name, [row, column]]) =>
  Object.entries(ORDERS).map(([order, slices]) => [name, order, { row, column, slices }] as const),
);

describe('each voxel lies where PS3.3, C.7.6.2.1.1 puts its pixel', () => {
  it.each(CASES)('%s, files %s', async (_name, _order, given) => {
    const fields = { ...given, size: SIZE, spacing: SPACING, origin: ORIGIN };
    const { volume, warnings, format } = await readImage(dicomSeries(fields));
    expect([format, warnings]).toEqual(['dicom', []]);
    expectInPlace(volume, fields);
  });

  it.each(CASES)('%s, frames %s', async (_name, _order, given) => {
    const fields = { ...given, size: SIZE, spacing: SPACING, origin: ORIGIN };
    const { volume, warnings } = await readImage(enhancedDicom(fields));
    expect(warnings).toEqual([]);
    expectInPlace(volume, fields);
  });
});

it('z runs along rows x columns, x along a row, y down a column: the order of ITK', async () => {
  const slices = [2, 0, 1];
  const { volume } = await readImage(dicomSeries({ spacing: SPACING, origin: ORIGIN, slices }));
  expect(volume.affine).toEqual([-0.7, 0, 0, 30.5, 0, -0.9, 0, -20.25, 0, 0, 2.5, 10, 0, 0, 0, 1]);
  expect([...volume.voxels]).toEqual(Array.from({ length: 60 }, (_, at) => at));
});

it('one slice has its thickness as its spacing', async () => {
  const [file] = dicomSeries({ size: [5, 4, 1] });
  const { volume, warnings } = await readImage(file as ImageFile);
  expect([volume.size, volume.affine[10], warnings]).toEqual([[5, 4, 1], 2.5, []]);
});

it('frames of an enhanced file without groups of their own follow each other by the offsets of the grid', async () => {
  const strip = [0x52009229, 0x52009230].map((tag) => ({ tag, vr: 'SQ', value: { items: [] } }));
  const place = [
    { tag: 0x00200032, vr: 'DS', value: '1\\2\\3' },
    { tag: 0x00200037, vr: 'DS', value: '1\\0\\0\\0\\1\\0' },
    { tag: 0x00280030, vr: 'DS', value: '2\\1' },
  ];
  const offsets = { tag: 0x3004000c, vr: 'DS', value: '0\\-4\\-8' };
  const { volume } = await readImage(enhancedDicom({ elements: [...strip, ...place, offsets] }));
  expect(volume.affine).toEqual([-1, 0, 0, -1, 0, -2, 0, -2, 0, 0, 4, -5, 0, 0, 0, 1]);
  expect(volume.voxels[0]).toBe(40); // the last frame lies lowest
  const spaced = { tag: 0x00180088, vr: 'DS', value: '3' };
  const even = await readImage(enhancedDicom({ elements: [...strip, ...place, spaced] }));
  expect([even.volume.affine[10], even.volume.affine[11], even.volume.voxels[0]]).toEqual([3, 3, 0]);
});

function expectInPlace(volume: Volume, fields: Required<Pick<DicomSeriesFields, 'row' | 'column'>>): void {
  expect(volume.size).toEqual(SIZE);
  const { row, column } = fields;
  const normal = cross(row, column);
  for (let z = 0; z < SIZE[2]; z++) {
    for (let y = 0; y < SIZE[1]; y++) {
      for (let x = 0; x < SIZE[0]; x++) {
        const along = (axis: 0 | 1 | 2): number =>
          ORIGIN[axis] +
          x * SPACING[0] * row[axis] +
          y * SPACING[1] * column[axis] +
          z * SPACING[2] * normal[axis];
        const point = worldToVoxel(volume.affine, worldPoint(-along(0), -along(1), along(2)));
        const [i, j, k] = point.map(Math.round);
        point.forEach((value, axis) => expect(Math.abs(value - [i, j, k][axis])).toBeLessThan(1e-5));
        expect(volume.voxels[linearIndex(SIZE, i, j, k)]).toBe(x + 5 * (y + 4 * z));
      }
    }
  }
}

const cross = ([a, b, c]: Vector3, [d, e, f]: Vector3): Vector3 => [
  b * f - c * e,
  c * d - a * f,
  a * e - b * d,
];
