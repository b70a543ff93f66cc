import { readImage, type Image, type ReadLimits } from '@aiaa/imaging-io';
import type { ImageFile } from '@aiaa/annotator';
import { UnfitImage } from '@aiaa/volume/errors';

/**
 * Reads the one scalar 3-D volume that a segmentation needs.
 * @throws UnfitImage for an image of several channels; whatever `readImage` throws.
 */
export async function loadImage(
  file: ImageFile,
  options: { readonly limits?: Partial<ReadLimits>; readonly signal: AbortSignal },
): Promise<Image> {
  const image = await readImage(file, options);
  const { channels } = image.volume;
  if (channels !== 1)
    throw new UnfitImage(`The image has ${channels} channels; this model takes a scalar volume.`);
  return image;
}
