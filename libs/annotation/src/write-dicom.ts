import { malformedRequest, type ImageFile, type ImageRequest } from '@aiaa/annotator';
import { writeSegmentation, type Image } from '@aiaa/imaging-io';
import type { LabelMap } from '@aiaa/volume';

/** Who found a mask. */
export interface Author {
  /** The model's name. */
  readonly name: string;
  /** Label value i is `labels[i - 1]`. */
  readonly labels: readonly string[];
  /** Whether somebody pointed at what it found. */
  readonly wasGuided: boolean;
}

export interface DicomPlace {
  readonly request: ImageRequest;
  readonly image: Pick<Image, 'format'>;
  readonly author: Author | undefined;
  readonly signal: AbortSignal;
}

/**
 * Writes a mask as one DICOM Segmentation on the series that its image came from.
 * @throws AnnotationFailed `MalformedRequest` when the image did not come as DICOM; whatever `writeSegmentation` throws
 */
export async function writeDicom(
  path: string,
  labels: LabelMap,
  { request, image, author, signal }: DicomPlace,
): Promise<void> {
  const segments = (author?.labels ?? []).map((name, at) => ({ label: at + 1, name }));
  const algorithm = author && {
    name: author.name,
    type: author.wasGuided ? ('SEMIAUTOMATIC' as const) : ('AUTOMATIC' as const),
  };
  await writeSegmentation(
    path,
    {
      labels,
      source: instancesOf(request, image),
      segments,
      ...(algorithm === undefined ? {} : { algorithm }),
    },
    { signal, scratchFolder: request.resultFolder },
  );
}

/** The DICOM files of an image. @throws AnnotationFailed `MalformedRequest` where it has none */
export function instancesOf(
  { images, instances }: ImageRequest,
  { format }: Pick<Image, 'format'>,
): readonly ImageFile[] {
  if (instances !== undefined) return instances;
  if (format === 'dicom') return images;
  throw malformedRequest(
    'A .dcm result is written on the DICOM series of its image, and this image did not come as DICOM; ask for .nii.gz, .nii or .nrrd.',
  );
}
