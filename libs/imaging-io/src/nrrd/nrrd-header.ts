import type { Vector3 } from '@aiaa/volume';
import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import { quoted } from '../quoted.js';
import { storedBytes, type StoredType } from '../voxels/stored-type.js';
import { numberOf, stringsOf, wholeNumberOf, wordsOf } from './field-values.js';
import type { NrrdFields } from './nrrd-fields.js';
import { decodeSpace, type NrrdSpace } from './nrrd-space.js';
import { storedTypeOf } from './nrrd-types.js';

/** What a header says of one axis of the array. */
export interface NrrdAxis {
  readonly size: number;
  /** In small letters; undefined when the header leaves it open. */
  readonly kind: string | undefined;
  /** The step of one sample in space; undefined when the axis does not lie there, or the header does not say. */
  readonly direction: Vector3 | undefined;
  readonly spacing: number | undefined;
  /** Where the axis begins. */
  readonly min: number | undefined;
  /** Whether `min` is the centre of the first sample, not its border. */
  readonly nodeCentred: boolean;
  readonly unit: string | undefined;
}

export interface NrrdHeader {
  readonly stored: StoredType;
  readonly littleEndian: boolean;
  readonly encoding: 'raw' | 'gzip';
  /** Lines to leave out before the voxels, and then bytes: of the file, or of what gzip packed (teem). */
  readonly lineSkip: number;
  readonly byteSkip: number;
  /** The fastest first. */
  readonly axes: readonly NrrdAxis[];
  readonly space: NrrdSpace;
}

/**
 * Fields that say nothing about where a voxel lies and what it is worth are left alone: the measurement frame and
 * the thicknesses of slices among them.
 * @throws MalformedImage, UnsupportedImage
 */
export function decodeNrrdHeader(fields: NrrdFields): NrrdHeader {
  const stored = storedTypeOf(required(fields, 'type'));
  const encoding = decodeEncoding(required(fields, 'encoding'));
  const dimension = decodeDimension(required(fields, 'dimension'));
  const space = decodeSpace(fields, dimension);
  return {
    stored,
    littleEndian: decodeEndian(fields.get('endian'), stored),
    encoding,
    lineSkip: wholeNumberOf('line skip', fields.get('lineskip') ?? '0', 0),
    byteSkip: decodeByteSkip(fields.get('byteskip') ?? '0'),
    axes: decodeAxes(fields, dimension, space),
    space,
  };
}

function required(fields: NrrdFields, name: string): string {
  const value = fields.get(name);
  if (value === undefined) throw new MalformedImage(`The NRRD header lacks the field "${name}".`);
  return value;
}

function decodeDimension(value: string): number {
  const dimension = wholeNumberOf('dimension', value, 1);
  if (dimension >= 2 && dimension <= 5) return dimension;
  throw new UnsupportedImage(`The image has the dimension ${dimension}; 2 to 5 are read.`);
}

function decodeEncoding(value: string): 'raw' | 'gzip' {
  const encoding = value.toLowerCase();
  if (encoding === 'raw') return 'raw';
  if (encoding === 'gzip' || encoding === 'gz') return 'gzip';
  throw new UnsupportedImage(
    `The NRRD encoding ${quoted(value)} is not read; save the image with encoding raw or gzip.`,
  );
}

/** teem's _nrrdHeaderCheck: the byte order is asked for where there is one. */
function decodeEndian(value: string | undefined, stored: StoredType): boolean {
  const endian = value?.toLowerCase();
  if (endian === 'little' || endian === 'big') return endian === 'little';
  if (endian === undefined && storedBytes(stored) === 1) return true;
  const said = value === undefined ? 'lacks the field "endian"' : `says endian: ${quoted(value)}`;
  throw new MalformedImage(`The NRRD header ${said}; voxels of type ${stored} need little or big.`);
}

function decodeByteSkip(value: string): number {
  if (/^-\d/.test(value)) {
    throw new UnsupportedImage(
      `The NRRD header counts the place of its voxels from the end of the file (byte skip: ${quoted(value)}); save it without a byte skip.`,
    );
  }
  return wholeNumberOf('byte skip', value, 0);
}

function decodeAxes(fields: NrrdFields, count: number, space: NrrdSpace): readonly NrrdAxis[] {
  const words = (name: string): readonly string[] | undefined => {
    const value = fields.get(name.replace(' ', ''));
    return value === undefined ? undefined : wordsOf(name, value, count);
  };
  const sizes = wordsOf('sizes', required(fields, 'sizes'), count);
  const [kinds, centerings] = [words('kinds'), words('centerings')];
  const [spacings, mins] = [words('spacings'), words('axis mins')];
  const units = stringsOf(fields.get('units') ?? '');
  return sizes.map((size, axis) => ({
    size: wholeNumberOf('sizes', size, 1),
    kind: knownKind(kinds?.[axis]),
    direction: space.directions?.[axis],
    spacing: knownNumber('spacings', spacings?.[axis]),
    min: knownNumber('axis mins', mins?.[axis]),
    nodeCentred: centerings?.[axis].toLowerCase() === 'node',
    unit: units[axis],
  }));
}

/** NRRD format, section 6: `???` and `none` are kinds that nobody knows. */
function knownKind(word: string | undefined): string | undefined {
  const kind = word?.toLowerCase();
  return kind === '???' || kind === 'none' ? undefined : kind;
}

function knownNumber(name: string, word: string | undefined): number | undefined {
  const number = word === undefined ? NaN : numberOf(name, word);
  return Number.isNaN(number) ? undefined : number;
}
