import {
  malformedRequest,
  type FixPolygonRequest,
  type PolygonsResult,
  type ResultFormat,
} from '@aiaa/annotator';
import type { Image } from '@aiaa/imaging-io';
import { fixPolygons, packPolygons, polygonsToMask } from '@aiaa/polygon';
import type { Task } from './task.js';
import { assertWritable, writeResult } from './write-result.js';

/**
 * Polygons after a hand moved one vertex over an image, and the mask that they enclose. Of an image of several channels
 * the first is looked at.
 * @throws AnnotationFailed `MalformedRequest` when the polygons do not belong to the image, or there is no such vertex
 */
export async function fixPolygon(
  request: FixPolygonRequest,
  image: Image,
  { timings, signal }: Pick<Task, 'timings' | 'signal'>,
): Promise<PolygonsResult> {
  const { rings, edit, result } = request;
  const { volume, warnings } = image;
  const format = result ?? { extension: EXTENSIONS[image.format], compress: true };
  assertWritable(request, format, image);
  const { fixed, mask } = await timings.time('fix', () =>
    asRequested(() => {
      const fixed = fixPolygons(rings, edit, volume);
      return { fixed, mask: polygonsToMask(fixed, volume) };
    }),
  );
  const file = await timings.time('write', () => writeResult(mask, { request, format, image, signal }));
  return { kind: 'polygons', polygons: packPolygons(fixed), file, timings: timings.stages, warnings };
}

/** A mask comes as its image came, where that can be written. */
const EXTENSIONS: Readonly<Record<Image['format'], ResultFormat['extension']>> = {
  nifti: '.nii.gz',
  nrrd: '.nrrd',
  metaimage: '.nii.gz',
  dicom: '.nii.gz',
  png: '.png',
  jpeg: '.png',
};

/** What the polygon lib refuses is the request's own doing, and its sentence says what. */
function asRequested<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw malformedRequest(cause.message, { cause });
  }
}
