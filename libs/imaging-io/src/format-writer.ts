import type { Volume } from '@aiaa/volume';
import type { NiftiGeometry } from './nifti/nifti-geometry.js';

export interface WriteOptions {
  /** The NIfTI header of the image this volume belongs to; a NIfTI file keeps it where the grid is the same. */
  readonly like?: NiftiGeometry | undefined;
  /**
   * zlib's level for `.nii.gz` and `.nrrd`: 0 stores, 9 packs best; left out, the fastest that suits the dtype.
   * `.nii` is never packed, `.png` always.
   */
  readonly level?: number;
  readonly signal?: AbortSignal;
}

/** Writes one format; `path` is where the file appears, whole or not at all. */
export type FormatWriter = (path: string, volume: Volume, options: WriteOptions) => Promise<void>;
