/** Kinds of segments (PS3.3, C.7.9.2). */
const [DISCRETE, LINEAR, INDIRECT] = [0, 1, 2];

/** The data of a palette in segments. */
export interface SegmentedTable {
  /** Little Endian; for entries of 8 bits all that a segment says of itself is of 8 bits too. */
  readonly bytes: Buffer;
  readonly entries: number;
  readonly bits: number;
}

/**
 * The entries of a palette that is written as segments: values, lines from the last value to another, and repeats of
 * earlier segments (PS3.3, C.7.9.2). undefined when they break that rule or are too few; what is more is passed over.
 */
export function expandSegments({ bytes, entries, bits }: SegmentedTable): Uint16Array | undefined {
  const width = bits === 8 ? 1 : 2;
  const words = Array.from({ length: Math.floor(bytes.length / width) }, (_, at) =>
    bytes.readUIntLE(width * at, width),
  );
  const table = { values: new Uint16Array(entries), filled: 0 };
  for (let at = 0; table.filled < entries;) {
    const next =
      words[at] === INDIRECT ? addEarlier(table, words, { at, width }) : addSegment(table, words, at);
    if (next === undefined) return undefined;
    at = next;
  }
  return table.values;
}

interface Table {
  readonly values: Uint16Array;
  filled: number;
}

/** Segments by number, from a byte on that is told in 32 bits; those are no repeats themselves. */
function addEarlier(
  table: Table,
  words: readonly number[],
  { at, width }: { readonly at: number; readonly width: number },
): number | undefined {
  const end = at + 2 + 4 / width;
  const [segments = 0, ...offset] = words.slice(at + 1, end);
  const first = offset.reduceRight((sum, word) => sum * 2 ** (8 * width) + word, 0) / width;
  if (segments === 0 || end > words.length || table.filled === 0 || !Number.isInteger(first))
    return undefined;
  let from: number | undefined = first;
  for (let count = 0; count < segments && table.filled < table.values.length; count++) {
    from = addSegment(table, words, from);
    if (from === undefined) return undefined;
  }
  return end;
}

/** Where the next segment begins. A segment adds something, so that no palette takes forever. */
function addSegment(table: Table, words: readonly number[], at: number): number | undefined {
  const [kind, length = 0] = words.slice(at, at + 2);
  const values = at + 2;
  if (length === 0) return undefined;
  if (kind === DISCRETE && values + length <= words.length) {
    for (let word = values; word < values + length; word++) add(table, words[word] ?? 0);
    return values + length;
  }
  if (kind !== LINEAR || values >= words.length || table.filled === 0) return undefined;
  const [start = 0, end = 0] = [table.values[table.filled - 1], words[values]];
  for (let step = 1; step <= length; step++) add(table, Math.round(start + ((end - start) * step) / length));
  return values + 1;
}

function add(table: Table, value: number): void {
  if (table.filled < table.values.length) table.values[table.filled++] = value;
}
