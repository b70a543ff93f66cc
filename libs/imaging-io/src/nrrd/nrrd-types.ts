import type { Dtype } from '@aiaa/volume';
import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import type { StoredType } from '../voxels/stored-type.js';
import { quoted } from '../quoted.js';

/**
 * The names of each type (NRRD format, section 5, `type`); `char` alone is none of them. The first is the one that
 * is written: teem, ITK, pynrrd and nrrd-js all know it.
 */
const NAMES: Readonly<Record<StoredType, readonly [string, ...string[]]>> = {
  int8: ['int8', 'int8_t', 'signed char'],
  uint8: ['uint8', 'uint8_t', 'uchar', 'unsigned char'],
  int16: ['int16', 'int16_t', 'short', 'short int', 'signed short', 'signed short int'],
  uint16: ['uint16', 'uint16_t', 'ushort', 'unsigned short', 'unsigned short int'],
  int32: ['int32', 'int32_t', 'int', 'signed int'],
  uint32: ['uint32', 'uint32_t', 'uint', 'unsigned int'],
  int64: [
    'int64', 'int64_t', 'longlong', 'long long', 'long long int', 'signed long long', 'signed long long int',
  ],
  uint64: ['uint64', 'uint64_t', 'ulonglong', 'unsigned long long', 'unsigned long long int'],
  float32: ['float'],
  float64: ['double'],
}; // prettier-ignore

export const nrrdTypeName = (dtype: Dtype): string => NAMES[dtype][0];

/** @throws UnsupportedImage for `block`; MalformedImage when there is no such type. */
export function storedTypeOf(value: string): StoredType {
  const name = value.toLowerCase().replace(/\s+/g, ' ');
  const types = Object.keys(NAMES) as StoredType[]; // the keys of a total record are its key type
  const type = types.find((one) => NAMES[one].includes(name));
  if (type !== undefined) return type;
  if (name === 'block')
    throw new UnsupportedImage(
      'The voxels are of type block, bytes without a meaning; images of one number per voxel are read.',
    );
  throw new MalformedImage(`The NRRD header names the type ${quoted(value)}, which NRRD does not define.`);
}
