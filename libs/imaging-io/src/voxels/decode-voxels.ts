import { TYPED_ARRAYS, type Voxels } from '@aiaa/volume';
import { HOST_LITTLE_ENDIAN } from './host-byte-order.js';
import { storedBytes } from './stored-type.js';
import type { VoxelCoding } from './voxel-coding.js';

/**
 * Where in the voxels' memory the stored numbers are to be put: at its end. Scaling from the front then never
 * overwrites a number that is still to be read, and no second array is needed.
 */
export const storedPart = (coding: VoxelCoding, count: number, memory: ArrayBuffer): Uint8Array => {
  const bytes = count * storedBytes(coding.stored);
  return new Uint8Array(memory, memory.byteLength - bytes, bytes);
};

/** Turns the stored numbers in `storedPart` into voxels, in place. */
export function decodeVoxels(coding: VoxelCoding, count: number, memory: ArrayBuffer): Voxels {
  const { stored, dtype, scale } = coding;
  const part = storedPart(coding, count, memory);
  if (coding.swapped) swapBytes(part, storedBytes(stored));
  if (stored === 'int64' || stored === 'uint64') int64sToFloats(part, stored);
  const raw = stored === 'int64' || stored === 'uint64' ? 'float64' : stored;
  const voxels = new TYPED_ARRAYS[dtype](memory, 0, count);
  if (scale !== undefined) {
    const { slope, inter } = scale;
    const numbers = new TYPED_ARRAYS[raw](memory, part.byteOffset, count);
    for (let at = 0; at < count; at++) voxels[at] = numbers[at] * slope + inter;
  }
  return voxels;
}

function swapBytes(bytes: Uint8Array, width: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (width === 2) buffer.swap16();
  else if (width === 4) buffer.swap32();
  else if (width === 8) buffer.swap64();
}

/** Each 64-bit integer becomes the nearest float64, in its own eight bytes. */
function int64sToFloats({ buffer, byteOffset, byteLength }: Uint8Array, stored: 'int64' | 'uint64'): void {
  const count = byteLength / 8;
  const floats = new Float64Array(buffer, byteOffset, count);
  const halves = new Uint32Array(buffer, byteOffset, 2 * count);
  const [low, high] = HOST_LITTLE_ENDIAN ? [0, 1] : [1, 0];
  for (let at = 0; at < count; at++) {
    const upper = halves[2 * at + high];
    // The upper half of 32 bits times 2^32 is exact in a float64, so only the sum rounds, once.
    floats[at] = (stored === 'int64' ? upper | 0 : upper) * 2 ** 32 + halves[2 * at + low];
  }
}
