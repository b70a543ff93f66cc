import dicomParser, { type DataSet } from 'dicom-parser';
import { TAGS } from './tags.js';

export type { DataSet };

/**
 * The elements of a data set up to its pixels, whose values are not looked at; undefined when dicom-parser makes
 * nothing of the bytes, which may be too few.
 */
export function parseDataSet(bytes: Uint8Array, transferSyntax: string): DataSet | undefined {
  try {
    return dicomParser.parseDicom(bytes, { TransferSyntaxUID: transferSyntax, untilTag: TAGS.PixelData });
  } catch {
    return undefined; // it throws strings, records and errors alike, for bytes that end too soon and for broken ones
  }
}

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
