import { join } from 'node:path';
import { malformedRequest, type ImageRequest, type ResultDtype, type ResultFormat } from '@aiaa/annotator';
import { writeImage, type Image } from '@aiaa/imaging-io';
import { castVolume, countLabels, type LabelMap, type Volume } from '@aiaa/volume';
import { UnfitImage } from '@aiaa/volume/errors';
import { instancesOf, writeDicom, type Author } from './write-dicom.js';

export interface ResultPlace {
  readonly request: ImageRequest;
  readonly format: ResultFormat;
  /** The image that the result belongs to: a NIfTI result keeps its header, where it has one. */
  readonly image: Pick<Image, 'nifti' | 'format'>;
  /** Who found the mask, and what its labels are called: of use to DICOM alone. */
  readonly author?: Author;
  readonly signal: AbortSignal;
}

/**
 * Writes the result of any request, in the format that was asked for, and gives its path: `result` and the suffix.
 * @throws AnnotationFailed `MalformedRequest` when a label is too high for the dtype that was asked for; UnfitImage when
 * the DICOM series is not what it was
 */
export async function writeResult(
  mask: LabelMap,
  { request, format, image, author, signal }: ResultPlace,
): Promise<string> {
  const { extension, dtype, compress } = format;
  const path = join(request.resultFolder, `result${extension}`);
  if (extension === '.dcm') {
    await writeDicom(path, mask, { request, image, author, signal });
    return path;
  }
  const volume = dtype === undefined || dtype === mask.dtype ? mask : castLabels(mask, dtype);
  await writeImage(path, volume, { like: image.nifti, signal, ...(compress ? {} : { level: 0 }) });
  return path;
}

/**
 * Refuses, before any work is done, what no mask on this grid could be written as.
 * @throws AnnotationFailed `MalformedRequest`
 */
export function assertWritable(
  request: ImageRequest,
  { extension }: ResultFormat,
  image: Pick<Image, 'volume' | 'format'>,
): void {
  if (extension === '.dcm') instancesOf(request, image);
  const slices = image.volume.size[2];
  if (extension === '.png' && slices > 1) {
    throw malformedRequest(
      `The image has ${slices} slices, and a .png file holds one; ask for .nii.gz, .nii or .nrrd.`,
    );
  }
}

function castLabels(mask: LabelMap, dtype: ResultDtype): Volume {
  try {
    return castVolume(mask, dtype);
  } catch (cause) {
    if (!(cause instanceof UnfitImage)) throw cause;
    const highest = countLabels(mask).findLastIndex((count) => count > 0);
    throw malformedRequest(`Label ${highest} does not fit ${dtype}; ask for result_dtype "uint16".`, {
      cause,
    });
  }
}
