import { TYPED_ARRAYS, bytesPerVoxel, type Dtype, type Voxels } from '@aiaa/volume';
import { MalformedImage } from '@aiaa/volume/errors';
import { storedBytes, storedType, type StoredType } from './datatypes.js';
import { HOST_LITTLE_ENDIAN } from './host-byte-order.js';
import type { NiftiHeader } from './nifti-header.js';

/** How the stored numbers become voxels. */
export interface VoxelCoding {
  readonly stored: StoredType;
  readonly swapped: boolean;
  /** `stored * slope + inter`; absent when that changes nothing. */
  readonly scale?: { readonly slope: number; readonly inter: number };
  /** The dtype of the volume, decided by `dtypeOfVoxels`. */
  readonly dtype: Dtype;
}

/** @throws UnsupportedImage, MalformedImage */
export function voxelCoding(header: NiftiHeader): VoxelCoding {
  const stored = storedType(header.datatype, header.bitsPerVoxel);
  const scale = scaleOf(header);
  const swapped = header.littleEndian !== HOST_LITTLE_ENDIAN;
  return { stored, swapped, dtype: dtypeOfVoxels(stored, scale !== undefined), ...(scale && { scale }) };
}

/**
 * Numbers that are not scaled keep their type, 64-bit integers become float64. Scaled ones become float32, the
 * precision that every later step has; scaled 64-bit numbers keep theirs, float64.
 */
function dtypeOfVoxels(stored: StoredType, scaled: boolean): Dtype {
  if (stored === 'int64' || stored === 'uint64' || stored === 'float64') return 'float64';
  return scaled ? 'float32' : stored;
}

/** nibabel's Nifti1Header.get_slope_inter: a slope that is 0 or not finite means no scaling at all. */
function scaleOf({ slope, inter }: NiftiHeader): VoxelCoding['scale'] {
  if (slope === 0 || !Number.isFinite(slope)) return undefined;
  if (!Number.isFinite(inter)) {
    throw new MalformedImage(
      `The header scales the voxels by ${slope} and then adds ${inter}, which is no number.`,
    );
  }
  return slope === 1 && inter === 0 ? undefined : { slope, inter };
}

/** The bytes that the voxels need in memory; the stored numbers are never wider. */
export const codedBytes = (coding: VoxelCoding, count: number): number => count * bytesPerVoxel(coding.dtype);

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
