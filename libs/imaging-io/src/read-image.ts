import { Cancelled } from '@aiaa/volume/errors';
import { holdsDicom, readDicomSet } from './dicom/read-dicom-set.js';
import { findImages } from './files/image-set.js';
import { stackChannels } from './files/stack-channels.js';
import { withUnpacked } from './files/unpack-archive.js';
import { voxelFilesOf } from './files/voxel-files.js';
import type { Image, ImageFile } from './image.js';
import { readImageFile } from './read-image-file.js';
import { DEFAULT_LIMITS, type ReadLimits } from './read-limits.js';

export interface ReadOptions {
  readonly limits?: Partial<ReadLimits>;
  readonly signal?: AbortSignal;
  /** Where archives are unpacked while they are read; the system's folder for temporary files when left out. */
  readonly scratchFolder?: string;
  /** Which DICOM series to read where the files hold several; the largest when left out. */
  readonly seriesUid?: string;
}

/**
 * Reads the one image that some files hold, by their bytes, into a Volume in RAS+ millimetres: an image file; a
 * header and the file of its voxels (NIfTI .hdr and .img, MetaImage .mhd); the DICOM files of a series, in any order
 * and among others of its study; a zip of any of these; or several images of one grid, which become the channels of
 * one volume in the order of their names.
 * @throws UnsupportedImage, MalformedImage, UnfitImage, LimitExceeded; Cancelled when the signal aborts. What the
 * file system refuses (no such file, no permission) comes as it is.
 */
export async function readImage(
  files: string | ImageFile | readonly (string | ImageFile)[],
  options: ReadOptions = {},
): Promise<Image> {
  const { signal } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (signal?.aborted) throw new Cancelled();
  try {
    return await withUnpacked(listOf(files), { ...options, limits }, async (unpacked) => {
      const found = await findImages(unpacked, signal);
      if (holdsDicom(found)) return readDicomSet(found, { ...options, limits });
      const voxelFiles = voxelFilesOf(found);
      const image = await stackChannels(found.images, limits, (one, left) =>
        readImageFile(one, { voxelFiles, limits: left, ...(signal === undefined ? {} : { signal }) }),
      );
      voxelFiles.assertAllClaimed();
      return image;
    });
  } catch (error) {
    throw signal?.aborted === true ? new Cancelled(undefined, { cause: error }) : error;
  }
}

function listOf(files: string | ImageFile | readonly (string | ImageFile)[]): readonly ImageFile[] {
  const list = typeof files === 'object' && 'length' in files ? files : [files];
  return list.map((file) => (typeof file === 'string' ? { path: file } : file));
}
