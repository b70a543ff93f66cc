import { LimitExceeded } from '@aiaa/volume/errors';
import { ATTRIBUTES, type Keyword, type Vr } from './attributes.js';
import type { NewDataSet, Value } from './new-data-set.js';
import { decimalString } from './decimal-string.js';

/** The letters of a file: ASCII is a part of both. */
export type TextEncoding = 'latin1' | 'utf8';

const UNDEFINED_LENGTH = 0xffffffff;
const MOST_SHORT_BYTES = 0xfffe;

/** The header of an element whose length takes four bytes: tag, VR, two reserved bytes, length. */
const LONG_HEADER_BYTES = 12;
const SHORT_HEADER_BYTES = 8;

/** The bytes of a dataset in Explicit VR Little Endian, its elements in the order of their tags (PS3.5, 7.1.2). */
export function encodeDataSet(dataSet: NewDataSet, encoding: TextEncoding): Buffer {
  const keywords = Object.keys(dataSet) as Keyword[]; // the keys of a NewDataSet are keywords
  const elements = keywords
    .toSorted((a, b) => ATTRIBUTES[a][0] - ATTRIBUTES[b][0])
    .map((keyword) => {
      const value = dataSet[keyword];
      return value === undefined ? Buffer.alloc(0) : encodeElement(keyword, value, encoding);
    });
  return Buffer.concat(elements);
}

/** One item of a sequence, with its length (PS3.5, 7.5). */
export function encodeItem(dataSet: NewDataSet, encoding: TextEncoding): Buffer {
  const body = encodeDataSet(dataSet, encoding);
  return Buffer.concat([tagAndLength(0xfffee000, body.length), body]);
}

/** The header of a sequence whose items follow one by one, until `SEQUENCE_END`. */
export const openSequence = (keyword: Keyword): Buffer => longHeader(keyword, UNDEFINED_LENGTH);

export const SEQUENCE_END: Uint8Array = tagAndLength(0xfffee0dd, 0);

/** The header of an element whose value, of that many bytes, follows. */
export function longHeader(keyword: Keyword, length: number): Buffer {
  const header = Buffer.alloc(LONG_HEADER_BYTES);
  writeTag(header, ATTRIBUTES[keyword][0]);
  header.write(ATTRIBUTES[keyword][1], 4, 'latin1');
  header.writeUInt32LE(length, 8);
  return header;
}

function encodeElement(keyword: Keyword, value: Value, encoding: TextEncoding): Buffer {
  const vr = ATTRIBUTES[keyword][1];
  const bytes = padded(valueBytes(vr, value, encoding), vr);
  if (vr === 'SQ' || vr === 'OB') return Buffer.concat([longHeader(keyword, bytes.length), bytes]);
  if (bytes.length > MOST_SHORT_BYTES) {
    throw new LimitExceeded(
      `The ${keyword} has ${bytes.length} bytes; a DICOM file holds ${MOST_SHORT_BYTES}.`,
    );
  }
  const header = Buffer.alloc(SHORT_HEADER_BYTES);
  writeTag(header, ATTRIBUTES[keyword][0]);
  header.write(vr, 4, 'latin1');
  header.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([header, bytes]);
}

function valueBytes(vr: Vr, value: Value, encoding: TextEncoding): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const values = Array.isArray(value) ? (value as readonly (NewDataSet | number | string)[]) : [value];
  if (vr === 'AT') return Buffer.concat(values.map((keyword) => tagBytes(keyword as Keyword)));
  const parts = values.map((one) => {
    if (typeof one === 'object') return encodeItem(one as NewDataSet, encoding);
    if (typeof one === 'string') return Buffer.from(one, encoding);
    return numberBytes(vr, one);
  });
  return vr === 'SQ' || vr === 'US' || vr === 'UL' ? Buffer.concat(parts) : joined(parts);
}

/** Texts of one element stand with a backslash between them (PS3.5, 6.4). */
const joined = (parts: readonly Buffer[]): Buffer =>
  Buffer.concat(parts.flatMap((part, at) => (at === 0 ? [part] : [Buffer.from('\\'), part])));

function numberBytes(vr: Vr, value: number): Buffer {
  const bytes = Buffer.alloc(vr === 'US' ? 2 : 4);
  if (vr === 'US') bytes.writeUInt16LE(value);
  else if (vr === 'UL') bytes.writeUInt32LE(value);
  else return Buffer.from(decimalString(value), 'latin1');
  return bytes;
}

/** Every value has an even length (PS3.5, 6.2): a NUL closes UIDs and bytes, a space closes texts. */
function padded(bytes: Uint8Array, vr: Vr): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  return Buffer.concat([bytes, Buffer.from(vr === 'UI' || vr === 'OB' ? '\0' : ' ', 'latin1')]);
}

function tagBytes(keyword: Keyword): Buffer {
  const bytes = Buffer.alloc(4);
  writeTag(bytes, ATTRIBUTES[keyword][0]);
  return bytes;
}

function tagAndLength(tag: number, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  writeTag(bytes, tag);
  bytes.writeUInt32LE(length, 4);
  return bytes;
}

function writeTag(bytes: Buffer, tag: number): void {
  bytes.writeUInt16LE(tag >>> 16, 0);
  bytes.writeUInt16LE(tag & 0xffff, 2);
}
