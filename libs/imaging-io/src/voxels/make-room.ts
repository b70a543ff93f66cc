import { allocateVoxels, bytesPerVoxel, type Dtype, type Voxels } from '@aiaa/volume';
import { LimitExceeded } from '@aiaa/volume/errors';
import { formatBytes } from '../bytes/format-bytes.js';

/** Zeroed voxels. @throws LimitExceeded when there is no memory for them. */
export function makeRoom<D extends Dtype>(dtype: D, length: number): Voxels<D> {
  try {
    return allocateVoxels(dtype, length);
  } catch (cause) {
    const bytes = formatBytes(length * bytesPerVoxel(dtype));
    throw new LimitExceeded(`The image needs ${bytes} of memory, more than there is.`, { cause });
  }
}
