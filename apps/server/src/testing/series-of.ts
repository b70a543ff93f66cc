import { dicomSeries, type DicomFile, type DicomSeriesFields } from '@aiaa/imaging-io/testing';
import { linearIndex, type Vector3, type Volume } from '@aiaa/volume';

/** A volume of whole numbers as the files of a DICOM series, voxel for voxel: CT, int16, shuffled. */
export function seriesOf(
  { size, affine, voxels }: Volume,
  fields: Partial<DicomSeriesFields> = {},
): readonly DicomFile[] {
  const columns = [0, 1, 2].map((axis): Vector3 => [affine[axis], affine[4 + axis], affine[8 + axis]]);
  const spacing = columns.map((column) => Math.hypot(...column));
  const [row, column] = columns.map((one, axis) => inLps(one.map((value) => value / spacing[axis])));
  const slices = Array.from({ length: size[2] }, (_, k) => (k * 7) % size[2]);
  if (new Set(slices).size !== size[2]) throw new Error('Seven divides the slices: they are not shuffled.');
  return dicomSeries({
    size,
    spacing: [spacing[0], spacing[1], spacing[2]],
    row,
    column,
    origin: inLps([affine[3], affine[7], affine[11]]),
    slices,
    signed: true,
    voxel: (x, y, z) => voxels[linearIndex(size, x, y, z)],
    ...fields,
  });
}

const inLps = ([x, y, z]: readonly number[]): Vector3 => [-x, -y, z];
