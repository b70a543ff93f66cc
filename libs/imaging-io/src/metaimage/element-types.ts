import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import type { StoredType } from '../voxels/stored-type.js';
import { quoted } from '../quoted.js';

/**
 * `ElementType` (metaTypes.h, MET_ValueTypeName). MET_LONG has four bytes on every machine: MET_ValueTypeSize says
 * so, whatever the C type of that name has.
 */
const TYPES: ReadonlyMap<string, StoredType> = new Map([
  ['MET_CHAR', 'int8'],
  ['MET_UCHAR', 'uint8'],
  ['MET_SHORT', 'int16'],
  ['MET_USHORT', 'uint16'],
  ['MET_INT', 'int32'],
  ['MET_UINT', 'uint32'],
  ['MET_LONG', 'int32'],
  ['MET_ULONG', 'uint32'],
  ['MET_LONG_LONG', 'int64'],
  ['MET_ULONG_LONG', 'uint64'],
  ['MET_FLOAT', 'float32'],
  ['MET_DOUBLE', 'float64'],
]);

/** The other names of the table: no type of one number that a Volume can hold. */
const REFUSED = /^MET_(NONE|OTHER|STRING|ASCII_CHAR|FLOAT_MATRIX|\w+_ARRAY)$/;

/** @throws UnsupportedImage when it is a type of another kind; MalformedImage when there is no such type. */
export function elementType(name: string): StoredType {
  const type = TYPES.get(name);
  if (type !== undefined) return type;
  if (REFUSED.test(name)) {
    throw new UnsupportedImage(
      `The voxels are ${name}; of MetaImage, the types ${[...TYPES.keys()].join(', ')} are read.`,
    );
  }
  throw new MalformedImage(`The header names the type ${quoted(name)}, which MetaImage does not have.`);
}
