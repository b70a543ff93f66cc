import { MalformedImage } from '@aiaa/volume/errors';
import { quoted } from '../quoted.js';
import { itemsOf, type DataSet } from './data-set.js';
import { expandSegments } from './expand-segments.js';
import type { Instance, LookUpDescription } from './instance.js';
import { readDataSet } from './read-data-set.js';
import { TAGS } from './tags.js';
import { EXPLICIT_BIG_ENDIAN } from './transfer-syntaxes.js';

/** What is looked up: by a palette when the pixels are said to be of one, else by a modality's table. */
export function describeTable(
  dataSet: DataSet,
  { photometric, signed }: { readonly photometric: string; readonly signed: boolean },
): LookUpDescription | undefined {
  if (photometric === 'PALETTE COLOR') {
    const segmented = dataSet.elements[TAGS.RedPaletteData] === undefined;
    return describe(dataSet, TAGS.RedPaletteDescriptor, { kind: 'palette', segmented, signed });
  }
  if (!photometric.startsWith('MONOCHROME')) return undefined;
  const [item] = itemsOf(dataSet, TAGS.ModalityLutSequence);
  return item && describe(item, TAGS.LutDescriptor, { kind: 'modality', segmented: false, signed });
}

type Kind = Pick<LookUpDescription, 'kind' | 'segmented'> & { readonly signed: boolean };

/** Three words: entries, where 0 is 65536; the first stored number, signed as the pixels are; bits of an entry. */
function describe(place: DataSet, tag: string, { signed, ...kind }: Kind): LookUpDescription | undefined {
  if ((place.elements[tag]?.length ?? 0) < 6) return undefined;
  const entries = place.uint16(tag) ?? 0;
  const first = (signed ? place.int16(tag, 1) : place.uint16(tag, 1)) ?? 0;
  return { ...kind, entries: entries === 0 ? 0x10000 : entries, first, bits: place.uint16(tag, 2) ?? 0 };
}

/**
 * The tables that the numbers of an instance are looked up in: red, green and blue, or one, or none. They are read
 * when they are needed, for one file may have 400 kB of them and a series thousands of files.
 * @throws MalformedImage when one is missing or ends too soon.
 */
export async function readTables(instance: Instance, signal?: AbortSignal): Promise<readonly Uint16Array[]> {
  const { table } = instance.pixels;
  if (table === undefined) return [];
  const { dataSet } = await readDataSet(instance.file, signal);
  const place = table.kind === 'palette' ? dataSet : itemsOf(dataSet, TAGS.ModalityLutSequence)[0];
  return tagsOf(table).map((tag) => {
    const entries = place && entriesOf(place, tag, instance, table);
    if (entries !== undefined) return entries;
    throw new MalformedImage(
      `A table of ${quoted(instance.name)} has fewer than its ${table.entries} entries: the file is damaged.`,
    );
  });
}

const PALETTE = [TAGS.RedPaletteData, TAGS.GreenPaletteData, TAGS.BluePaletteData];
const SEGMENTED_PALETTE = [
  TAGS.SegmentedRedPaletteData,
  TAGS.SegmentedGreenPaletteData,
  TAGS.SegmentedBluePaletteData,
];

function tagsOf({ kind, segmented }: LookUpDescription): readonly string[] {
  if (kind === 'modality') return [TAGS.LutData];
  return segmented ? SEGMENTED_PALETTE : PALETTE;
}

/** Words; entries of 8 bits may lie two in a word (PS3.3, C.7.6.3.1.6), or be the upper half of words. */
function entriesOf(
  { byteArray, elements }: DataSet,
  tag: string,
  { transferSyntax }: Instance,
  { entries, bits, segmented }: LookUpDescription,
): Uint16Array | undefined {
  const { dataOffset = 0, length = 0 } = elements[tag] ?? {};
  const bytes = Buffer.from(byteArray.subarray(dataOffset, dataOffset + length)); // a copy: it may be swapped
  if (transferSyntax === EXPLICIT_BIG_ENDIAN && bytes.length % 2 === 0) bytes.swap16();
  if (segmented) return expandSegments({ bytes, entries, bits });
  if (bytes.length < entries * 2) {
    return bits === 8 && bytes.length >= entries ? Uint16Array.from(bytes.subarray(0, entries)) : undefined;
  }
  const words = Uint16Array.from({ length: entries }, (_, at) => bytes.readUInt16LE(2 * at));
  return bits === 8 && words.some((word) => word > 255) ? words.map((word) => word >> 8) : words;
}
