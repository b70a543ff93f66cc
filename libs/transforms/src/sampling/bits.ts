import type { Voxels } from '@aiaa/volume';

/** Four widths instead of eight dtypes: bits are moved, whatever they mean, so a loop over them stays fast for all. */
export type Bits = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The memory of voxels. */
export function bitsOf({ buffer, byteOffset, length, BYTES_PER_ELEMENT }: Voxels): Bits {
  switch (BYTES_PER_ELEMENT) {
    case 1:
      return new Uint8Array(buffer, byteOffset, length);
    case 2:
      return new Uint16Array(buffer, byteOffset, length);
    case 4:
      return new Uint32Array(buffer, byteOffset, length);
    default:
      return new Float64Array(buffer, byteOffset, length);
  }
}
