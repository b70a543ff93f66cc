import { UnsupportedImage } from '@aiaa/volume/errors';
import { nameOf, type ImageSet } from '../files/image-set.js';
import type { Image } from '../image.js';
import { quoted } from '../quoted.js';
import { leftOut } from './left-out.js';
import { readSeries } from './read-series.js';
import type { SeriesOptions } from './read-stack.js';

export const holdsDicom = ({ images }: ImageSet): boolean => images.some(({ format }) => format === 'dicom');

/**
 * Reads the DICOM files among those that came together as one volume; what is of no known format is left out, and told.
 * @throws UnsupportedImage when there is an image of another format too.
 */
export async function readDicomSet({ images, voxelFiles }: ImageSet, options: SeriesOptions): Promise<Image> {
  const files = images.filter(({ format }) => format === 'dicom').map(({ file }) => file);
  const stranger = images.find(({ format }) => format !== 'dicom');
  if (stranger !== undefined && files[0] !== undefined) {
    const [dicom, other] = [nameOf(files[0]), nameOf(stranger.file)].map(quoted);
    throw new UnsupportedImage(
      `${dicom} is DICOM and ${other} is ${stranger.format}: they are no one image, so send the series without it.`,
    );
  }
  const image = await readSeries(files, options);
  const strays = leftOut(voxelFiles.map(nameOf), 'no DICOM');
  return { ...image, warnings: [...strays, ...image.warnings] };
}
