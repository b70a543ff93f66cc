import type { Volume } from '@aiaa/volume';
import type { NiftiGeometry } from './nifti/nifti-geometry.js';
import type { ImageFormat } from './sniff-format.js';
import type { StoredType } from './voxels/stored-type.js';

/** An image file, read. */
export interface Image {
  /** RAS+, millimetres, x fastest, channels outermost. */
  readonly volume: Volume;
  readonly format: ImageFormat;
  /** The type of the numbers in the file; the volume's dtype is another where they were scaled or have 64 bits. */
  readonly stored: StoredType;
  /** What a NIfTI header says of the grid: all that `writeImage` needs to give a result the header of its image. */
  readonly nifti?: NiftiGeometry;
  /** One sentence for each thing that was decided where the file left a doubt. */
  readonly warnings: readonly string[];
}

/** A file on disk. */
export interface FileOnDisk {
  readonly path: string;
  /** The name the file came with, when `path` is only where it was put. */
  readonly name?: string;
}

/** A file on disk, or one in memory. */
export type ImageFile = FileOnDisk | { readonly bytes: Uint8Array; readonly name: string };
