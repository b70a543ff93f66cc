import dicomParser, { type DataSet } from 'dicom-parser';
import { TAGS } from './tags.js';

export type { DataSet };

/**
 * The elements of a data set up to its pixels, whose values are not looked at; undefined when dicom-parser makes
 * nothing of the bytes, which may be too few.
 */
export function parseDataSet(bytes: Uint8Array, transferSyntax: string): DataSet | undefined {
  let whole: DataSet | undefined;
  for (const untilTag of LAST_ELEMENTS) {
    const dataSet = parseUntil(untilTag, bytes, transferSyntax);
    if (dataSet?.elements[untilTag] !== undefined) return withPixels(dataSet, untilTag);
    whole ??= dataSet;
  }
  return whole;
}

/** What the pixels' group may begin with. */
const LAST_ELEMENTS = [
  TAGS.PixelData,
  TAGS.ExtendedOffsetTable,
  TAGS.FloatPixelData,
  TAGS.DoubleFloatPixelData,
];

function parseUntil(untilTag: string, bytes: Uint8Array, transferSyntax: string): DataSet | undefined {
  try {
    return dicomParser.parseDicom(bytes, { TransferSyntaxUID: transferSyntax, untilTag });
  } catch {
    return undefined; // it throws strings, records and errors alike, for bytes that end too soon and for broken ones
  }
}

/**
 * dicom-parser does not know VR OV, which has a length of four bytes (PS3.5, 7.1.2): the pixels behind an extended
 * offset table, always explicit little endian, are found here.
 */
function withPixels(dataSet: DataSet, last: string): DataSet | undefined {
  if (last !== TAGS.ExtendedOffsetTable) return dataSet;
  const { byteArray, elements } = dataSet;
  const view = new DataView(byteArray.buffer, byteArray.byteOffset, byteArray.length);
  // Its head has 12 bytes, of which dicom-parser has taken 8.
  for (let at = (elements[last]?.dataOffset ?? 0) - 8; at + 12 <= view.byteLength;) {
    const group = view.getUint16(at, true);
    const tag = `x${hex(group)}${hex(view.getUint16(at + 2, true))}`;
    const length = view.getUint32(at + 8, true);
    const vr = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5));
    elements[tag] = { tag, vr, length, dataOffset: at + 12, hadUndefinedLength: length === 0xffffffff };
    if (tag === TAGS.PixelData) return dataSet;
    if (group !== 0x7fe0) return undefined;
    at += 12 + length;
  }
  return undefined;
}

const hex = (word: number): string => word.toString(16).padStart(4, '0');

/** A text without the spaces around it; empty when there is none. */
export const textOf = (dataSet: DataSet | undefined, tag: string): string => dataSet?.string(tag) ?? '';

/** Decimal or integer strings (VR DS, IS); undefined when they are not `count` finite numbers. */
export function numbersOf(
  dataSet: DataSet | undefined,
  tag: string,
  count: number,
): readonly number[] | undefined {
  const parts = textOf(dataSet, tag).split('\\');
  const numbers = parts.map((part) => (part.trim() === '' ? NaN : Number(part)));
  return numbers.length >= count && numbers.every(Number.isFinite) ? numbers.slice(0, count) : undefined;
}

/** The first of one or more decimal or integer strings. */
export const numberOf = (dataSet: DataSet | undefined, tag: string): number | undefined => {
  const [first = ''] = textOf(dataSet, tag).split('\\');
  return first.trim() !== '' && Number.isFinite(Number(first)) ? Number(first) : undefined;
};

/** The items of a sequence. */
export function itemsOf(dataSet: DataSet | undefined, tag: string): readonly DataSet[] {
  const items = dataSet?.elements[tag]?.items ?? [];
  return items.flatMap(({ dataSet: item }) => (item === undefined ? [] : [item]));
}

/** The first number of VR US or UL, by the length of its value. */
export function unsignedOf(dataSet: DataSet | undefined, tag: string): number | undefined {
  const length = dataSet?.elements[tag]?.length ?? 0;
  if (length >= 4) return dataSet?.uint32(tag);
  return length >= 2 ? dataSet?.uint16(tag) : undefined;
}
