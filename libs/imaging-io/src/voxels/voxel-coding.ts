import { bytesPerVoxel, type Dtype } from '@aiaa/volume';
import { MalformedImage } from '@aiaa/volume/errors';
import { HOST_LITTLE_ENDIAN } from './host-byte-order.js';
import { storedBytes, type StoredType } from './stored-type.js';

/** `stored * slope + inter`. */
export interface Scale {
  readonly slope: number;
  readonly inter: number;
}

/** How the stored numbers become voxels. */
export interface VoxelCoding {
  readonly stored: StoredType;
  readonly swapped: boolean;
  /** Absent when it would change nothing. */
  readonly scale?: Scale;
  /** The dtype of the volume. */
  readonly dtype: Dtype;
}

/**
 * Numbers that are not scaled keep their type, 64-bit integers become float64. Scaled ones become float32, the
 * precision that every later step has; scaled 64-bit numbers keep theirs, float64, and so do integers whose scaled
 * values float32 might not reach. So no integer becomes infinite or NaN; a float that is stays what it is.
 * @throws MalformedImage when the scale takes integers beyond float64.
 */
export function voxelCoding(stored: StoredType, littleEndian: boolean, scale?: Scale): VoxelCoding {
  const scales = scale !== undefined && (scale.slope !== 1 || scale.inter !== 0);
  return {
    stored,
    swapped: littleEndian !== HOST_LITTLE_ENDIAN,
    dtype: scales ? scaledDtype(stored, scale) : isWide(stored) ? 'float64' : stored,
    ...(scales ? { scale } : {}),
  };
}

function scaledDtype(stored: StoredType, scale: Scale): Dtype {
  const furthest = reach(stored, scale);
  return isWide(stored) || furthest > GREATEST_FLOAT32 ? 'float64' : 'float32';
}

const isWide = (stored: StoredType): stored is 'int64' | 'uint64' | 'float64' => storedBytes(stored) === 8;

const GREATEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127; // IEEE 754

/** What no scaled integer of that type exceeds; 0 for floats, which are infinite where they say so. */
function reach(stored: StoredType, { slope, inter }: Scale): number {
  if (stored === 'float32' || stored === 'float64') return 0;
  const furthest = 2 ** (8 * storedBytes(stored)) * Math.abs(slope) + Math.abs(inter);
  if (furthest < Infinity) return furthest;
  throw new MalformedImage(
    `The file scales its ${stored} voxels by ${slope} and adds ${inter}: no number is that large.`,
  );
}

/** The bytes that the voxels need in memory; the stored numbers are never wider. */
export const codedBytes = (coding: VoxelCoding, count: number): number => count * bytesPerVoxel(coding.dtype);
