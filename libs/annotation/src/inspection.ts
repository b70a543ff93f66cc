import type { InspectionRequest, InspectionResult } from '@aiaa/annotator';
import { writeImage, type Image } from '@aiaa/imaging-io';
import { axisCodes, orientationOf, volumeSpacing } from '@aiaa/volume';
import { loadImage, type LoadImageOptions } from './load-image.js';
import type { Task } from './task.js';

/**
 * What an image is, and the image as one file where that is asked for and it did not come as one that is quickly read.
 * Who asks for a session's image later reads that file: what is decoded here is kept for it only where there is none,
 * for what is written may round what was read.
 * @throws whatever `readImage` and `writeImage` throw
 */
export async function inspect(
  { session, ...request }: InspectionRequest,
  task: Omit<Task, 'image' | 'pointing' | 'session'>,
  options: LoadImageOptions,
): Promise<InspectionResult> {
  const { timings, signal, report } = task;
  const kept = session === undefined ? undefined : options.warm.image(session);
  const image = kept ?? (await timings.time('read', () => loadImage(request, task, options)));
  const { volume, format, nifti, warnings } = image;
  const volumeFile = isQuicklyRead(request, image) ? undefined : request.volumeFile;
  if (volumeFile !== undefined) {
    report({ stage: 'writing' });
    await timings.time('write', () => writeImage(volumeFile, volume, { like: nifti, signal }));
  } else if (session !== undefined) options.warm.keepImage(session, image);
  return {
    kind: 'inspection',
    format,
    size: volume.size,
    spacing: volumeSpacing(volume),
    orientation: axisCodes(orientationOf(volume.affine)),
    channels: volume.channels,
    dtype: volume.dtype,
    ...(volumeFile === undefined ? {} : { volumeFile }),
    timings: timings.stages,
    warnings,
  };
}

const isQuicklyRead = ({ images }: Pick<InspectionRequest, 'images'>, { format }: Image): boolean =>
  images.length === 1 && format !== 'dicom';
