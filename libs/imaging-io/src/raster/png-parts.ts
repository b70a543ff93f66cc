import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import { assertChecksum, pngChunks, type PngChunk } from './png-chunks.js';

/** The contents of the chunks that make the picture. */
export interface PngParts {
  readonly header: Uint8Array;
  readonly palette?: Uint8Array;
  readonly transparency?: Uint8Array;
  /** The zlib stream of the rows: all IDAT chunks as one. */
  readonly packed: Uint8Array;
}

/** Only these are looked at, so that none of the others can do harm: a colour profile is a zlib stream of its own. */
const USED = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/**
 * Takes a PNG apart. It moves the IDAT chunks together within `file`, which nobody else may need: a file of a
 * million of them costs no more than one of one. Of an animation (APNG) they are the still picture.
 * @throws MalformedImage, UnsupportedImage
 */
export function pngParts(file: Uint8Array): PngParts {
  const single = new Map<string, Uint8Array>();
  let packedAt = 0;
  let packedEnd = 0;
  for (const chunk of pngChunks(file)) {
    assertKnown(chunk);
    if (!USED.has(chunk.type)) continue;
    assertChecksum(file, chunk);
    if (single.size === 0 && chunk.type !== 'IHDR') {
      throw new MalformedImage(
        `The PNG begins with the chunk ${chunk.type} where its header (IHDR) has to be.`,
      );
    }
    if (chunk.type === 'IDAT') {
      if (packedAt === 0) packedAt = packedEnd = chunk.at;
      file.copyWithin(packedEnd, chunk.at, chunk.at + chunk.data.length);
      packedEnd += chunk.data.length;
    } else {
      assertFirst(chunk, single);
      single.set(chunk.type, chunk.data.slice());
    }
  }
  return partsOf(single, file.subarray(packedAt, packedEnd));
}

function partsOf(single: ReadonlyMap<string, Uint8Array>, packed: Uint8Array): PngParts {
  const [header, palette, transparency] = ['IHDR', 'PLTE', 'tRNS'].map((type) => single.get(type));
  if (header === undefined || packed.length === 0) {
    throw new MalformedImage('The PNG has no picture in it: its IDAT chunks are missing or empty.');
  }
  return {
    header,
    packed,
    ...(palette === undefined ? {} : { palette }),
    ...(transparency === undefined ? {} : { transparency }),
  };
}

function assertKnown({ type }: PngChunk): void {
  if (USED.has(type) || /^[a-z]/.test(type)) return;
  throw new UnsupportedImage(
    `The PNG has a ${type} chunk, which no standard PNG has and without which it cannot be read.`,
  );
}

function assertFirst({ type }: PngChunk, before: ReadonlyMap<string, Uint8Array>): void {
  if (before.has(type)) throw new MalformedImage(`The PNG has more than one ${type} chunk.`);
}
