import { TYPED_ARRAYS, type Dtype } from '@aiaa/volume';

/** How voxels lie in a file. Volumes have no 64-bit integers: those become float64. */
export type StoredType = Dtype | 'int64' | 'uint64';

export const storedBytes = (type: StoredType): number =>
  type === 'int64' || type === 'uint64' ? 8 : TYPED_ARRAYS[type].BYTES_PER_ELEMENT;
