import { crc32, deflateSync } from 'node:zlib';
import { fileSeed, someBytes, type Field, type Seed } from '../seed.js';

const WIDTH = 8;
const HEIGHT = 6;

interface PngForm {
  readonly title: string;
  /** ISO/IEC 15948, 11.2.2: grey 0, colour 2, palette 3, grey with alpha 4, colour with alpha 6. */
  readonly colourType: number;
  readonly depth: number;
  readonly samples: number;
  readonly interlaced?: boolean;
}

const FORMS: readonly PngForm[] = [
  ...[1, 2, 4, 8, 16].map((depth) => ({ title: `grey ${depth}`, colourType: 0, depth, samples: 1 })),
  ...[8, 16].map((depth) => ({ title: `colour ${depth}`, colourType: 2, depth, samples: 3 })),
  ...[1, 4, 8].map((depth) => ({ title: `palette ${depth}`, colourType: 3, depth, samples: 1 })),
  ...[8, 16].map((depth) => ({ title: `grey, alpha ${depth}`, colourType: 4, depth, samples: 2 })),
  ...[8, 16].map((depth) => ({ title: `colour, alpha ${depth}`, colourType: 6, depth, samples: 4 })),
  { title: 'grey 8 interlaced', colourType: 0, depth: 8, samples: 1, interlaced: true },
  { title: 'colour 8 interlaced', colourType: 2, depth: 8, samples: 3, interlaced: true },
];

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** IHDR: width, height, depth, colour type, compression, filter, interlace; and the lengths of the first two chunks. */
const FIELDS: readonly Field[] = [
  { at: 8, type: 'int32' }, { at: 16, type: 'int32' }, { at: 20, type: 'int32' }, { at: 24, type: 'uint8' },
  { at: 25, type: 'uint8' }, { at: 26, type: 'uint8' }, { at: 27, type: 'uint8' }, { at: 28, type: 'uint8' },
  { at: 33, type: 'int32' },
]; // prettier-ignore

/** PNG of every colour type; damaged as a file whose checksums are right again, and inside its packed rows. */
export const pngSeeds = (): readonly Seed[] =>
  FORMS.flatMap((form) => {
    const rows = rowsOf(form);
    const file = fileSeed('png', `PNG, ${form.title}`, { name: 'slice.png', bytes: png(form, rows) }, FIELDS);
    const make = (bytes: Uint8Array) => [{ name: 'slice.png', bytes }];
    return [
      { ...file, files: (bytes) => make(withChecksums(bytes)) },
      { kind: 'png', title: `PNG, ${form.title}, its rows`, bytes: rows, files: (bytes) => make(png(form, bytes)) },
    ]; // prettier-ignore
  });

function png(form: PngForm, rows: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([form.depth, form.colourType, 0, 0, form.interlaced === true ? 1 : 0], 8);
  const palette = [chunk('PLTE', someBytes(3 * Math.min(2 ** form.depth, 256))), chunk('tRNS', someBytes(2))];
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...(form.colourType === 3 ? palette : []),
    chunk('tEXt', Buffer.from('Title\0seed')),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

/** ISO/IEC 15948, 8.2: Adam7's first column and row and its steps. */
const PASSES = [
  [0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2],
] as const; // prettier-ignore

/** A filter byte, each of the five in turn, and the samples of every row. */
function rowsOf({ depth, samples, interlaced = false }: PngForm): Uint8Array {
  const passes = interlaced ? PASSES : [[0, 0, 1, 1] as const];
  const rows = passes.flatMap(([x, y, stepX, stepY]) => {
    const columns = Math.ceil((WIDTH - x) / stepX);
    const bytes = Math.ceil((columns * samples * depth) / 8);
    const count = columns > 0 ? Math.ceil((HEIGHT - y) / stepY) : 0;
    return Array.from({ length: count }, (_, at) => Buffer.concat([Uint8Array.of(at % 5), someBytes(bytes)]));
  });
  return Buffer.concat(rows);
}

/** Puts the right checksum behind every chunk that is whole. */
function withChecksums(file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file);
  for (let at = SIGNATURE.length; at + 12 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length) break;
    bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, end)), end);
    at = end + 4;
  }
  return bytes;
}
