import { makeVolume } from '@aiaa/volume';
import { MalformedImage } from '@aiaa/volume/errors';
import type { Image, ImageFile } from '../image.js';
import { readSlices } from './read-slices.js';
import { readStack, type SeriesOptions } from './read-stack.js';
import { valueDtype } from './value-dtype.js';

/**
 * Reads DICOM files as one volume: the slices of a series, in space (`sortSlices`), rescaled slice by slice. The
 * headers of all files are read first, then the pixels of one frame after another. What holds no image is left out,
 * and told.
 * @throws MalformedImage, UnsupportedImage, LimitExceeded
 */
export async function readSeries(files: readonly ImageFile[], options: SeriesOptions): Promise<Image> {
  const stack = await readStack(files, options);
  const [first] = stack.slices;
  if (first === undefined) throw new MalformedImage('The series has no slices.');
  const { voxels, size, channels } = await readSlices(stack.slices, options);
  return {
    volume: makeVolume({ voxels, size, channels, affine: stack.affine }),
    format: 'dicom',
    stored: valueDtype(first.instance.pixels),
    warnings: stack.warnings,
  };
}
