import type { InspectionRequest, InspectionResult } from '@aiaa/annotator';
import { writeImage, type Image } from '@aiaa/imaging-io';
import { axisCodes, orientationOf, volumeSpacing } from '@aiaa/volume';
import type { Task } from './task.js';

/** What an image is, now that it has been read; written as one file where that is asked for. */
export async function inspect(
  { volumeFile }: InspectionRequest,
  { volume, format, nifti, warnings }: Image,
  { timings, signal, report }: Omit<Task, 'image' | 'pointing' | 'session'>,
): Promise<InspectionResult> {
  if (volumeFile !== undefined) {
    report({ stage: 'writing' });
    await timings.time('write', () => writeImage(volumeFile, volume, { like: nifti, signal }));
  }
  return {
    kind: 'inspection',
    format,
    size: volume.size,
    spacing: volumeSpacing(volume),
    orientation: axisCodes(orientationOf(volume.affine)),
    channels: volume.channels,
    dtype: volume.dtype,
    timings: timings.stages,
    warnings,
  };
}
