import type { Dtype } from '@aiaa/volume';

/** The suffixes of the files that a result can be written as; `.dcm` is a DICOM Segmentation on the image's series. */
export const RESULT_EXTENSIONS = ['.nii.gz', '.nii', '.nrrd', '.png', '.dcm'] as const;

export type ResultExtension = (typeof RESULT_EXTENSIONS)[number];

/** The dtypes that a result can have; never int8, which many clients fail to load. */
export const RESULT_DTYPES = [
  'uint8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'float32',
  'float64',
] as const satisfies readonly Dtype[];

export type ResultDtype = (typeof RESULT_DTYPES)[number];

/** How the file of a result is written. */
export interface ResultFormat {
  readonly extension: ResultExtension;
  /** No matter for `.dcm`. Left out: the dtype that the result has by itself, for a label map uint8 or uint16. */
  readonly dtype?: ResultDtype;
  /** Packs `.nii.gz` and `.nrrd`; `.nii` and `.dcm` never are, `.png` always. */
  readonly compress: boolean;
}
