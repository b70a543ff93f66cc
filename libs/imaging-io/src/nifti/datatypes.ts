import type { Dtype } from '@aiaa/volume';
import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import { storedBytes, type StoredType } from '../voxels/stored-type.js';

/** The `datatype` codes of the scalar types (nifti1.h, NIFTI_TYPE_*). */
const CODES: Readonly<Record<StoredType, number>> = {
  uint8: 2,
  int16: 4,
  int32: 8,
  float32: 16,
  float64: 64,
  int8: 256,
  uint16: 512,
  uint32: 768,
  int64: 1024,
  uint64: 1280,
};

/** The codes that name something other than one number that a Volume can hold. */
const REFUSED: ReadonlyMap<number, string> = new Map([
  [1, 'binary (one bit)'],
  [32, 'complex64'],
  [128, 'RGB24 colour'],
  [1536, 'float128'],
  [1792, 'complex128'],
  [2048, 'complex256'],
  [2304, 'RGBA32 colour'],
]);

export const datatypeCode = (dtype: Dtype): number => CODES[dtype];

/**
 * The type behind a header's `datatype` and `bitpix`.
 * @throws UnsupportedImage when it is no scalar type; MalformedImage when there is no such type, or the two disagree.
 */
export function storedType(code: number, bitsPerVoxel: number): StoredType {
  const types = Object.keys(CODES) as StoredType[]; // the keys of a total record are its key type
  const type = types.find((name) => CODES[name] === code);
  if (type === undefined) {
    const refused = REFUSED.get(code);
    if (refused === undefined)
      throw new MalformedImage(`The header names datatype ${code}, which NIfTI does not define.`);
    throw new UnsupportedImage(
      `The voxels are ${refused}; images of one integer or real number per voxel are read.`,
    );
  }
  if (bitsPerVoxel !== 8 * storedBytes(type)) {
    throw new MalformedImage(
      `The header says ${type} voxels of ${bitsPerVoxel} bits; they have ${8 * storedBytes(type)}.`,
    );
  }
  return type;
}
