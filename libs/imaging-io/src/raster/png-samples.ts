import type { Voxels } from '@aiaa/volume';
import { MalformedImage } from '@aiaa/volume/errors';
import type { PngHeader } from './png-header.js';
import type { PngParts } from './png-parts.js';

/** How the bytes of a row become the channels of its pixels, side by side. */
export interface PngSamples {
  readonly dtype: 'uint8' | 'uint16';
  readonly channels: number;
  /** The channels of the first `pixels` of a row: put in `scratch`, or the row itself where they are its bytes. */
  unpack(row: Uint8Array, pixels: number, scratch: Samples): ArrayLike<number>;
}

export type Samples = Voxels<'uint8' | 'uint16'>;

/**
 * Grey of less than 8 bits is spread over 0 to 255 (ISO/IEC 15948, 13.12), a palette becomes the colours it
 * names. Transparency counts where it is a channel or belongs to a palette; a single transparent colour
 * (11.3.2.1) is left as it is, as in Pillow.
 * @throws MalformedImage
 */
export function pngSamples(header: PngHeader, parts: PngParts): PngSamples {
  const { depth, samples } = header;
  if (header.palette) return paletteSamples(header, parts);
  if (depth === 8) return { dtype: 'uint8', channels: samples, unpack: (row) => row };
  if (depth === 16) return { dtype: 'uint16', channels: samples, unpack: unpackUint16s };
  const spread = 255 / (2 ** depth - 1); // whole: 255, 85 or 17
  const unpack: PngSamples['unpack'] = (row, pixels, scratch) => {
    for (let i = 0; i < pixels; i++) scratch[i] = bitsAt(row, i, depth) * spread;
    return scratch;
  };
  return { dtype: 'uint8', channels: 1, unpack };
}

function paletteSamples({ depth }: PngHeader, parts: PngParts): PngSamples {
  const { entries, channels, colours } = paletteOf(parts);
  const unpack: PngSamples['unpack'] = (row, pixels, scratch) => {
    for (let i = 0; i < pixels; i++) {
      const index = bitsAt(row, i, depth);
      if (index >= entries) {
        throw new MalformedImage(`A pixel of the PNG has colour ${index} of a palette of ${entries}.`);
      }
      for (let c = 0; c < channels; c++) scratch[i * channels + c] = colours[index * channels + c];
    }
    return scratch;
  };
  return { dtype: 'uint8', channels, unpack };
}

interface Palette {
  readonly entries: number;
  readonly channels: 3 | 4;
  readonly colours: Uint8Array;
}

/** PLTE (11.2.3), and tRNS (11.3.2.1): the alpha of its first entries, the others are opaque. */
function paletteOf({ palette, transparency }: PngParts): Palette {
  const entries = (palette?.length ?? 0) / 3;
  if (palette === undefined || !Number.isInteger(entries) || entries < 1 || entries > 256) {
    throw new MalformedImage(
      `The PNG has a palette of ${palette?.length ?? 0} bytes; it has to be 3 for each of 1 to 256 colours.`,
    );
  }
  if (transparency === undefined) return { entries, channels: 3, colours: palette };
  if (transparency.length > entries) {
    throw new MalformedImage(
      `The PNG has ${transparency.length} alphas for a palette of ${entries} colours.`,
    );
  }
  const colours = new Uint8Array(4 * entries);
  for (let i = 0; i < entries; i++) {
    colours.set(palette.subarray(3 * i, 3 * i + 3), 4 * i);
    colours[4 * i + 3] = transparency[i] ?? 255;
  }
  return { entries, channels: 4, colours };
}

/** Pixels begin at the high bits of a byte (7.2). */
function bitsAt(row: Uint8Array, pixel: number, depth: number): number {
  const bit = pixel * depth;
  return (row[Math.floor(bit / 8)] >> (8 - depth - (bit % 8))) & (2 ** depth - 1);
}

/** Most significant byte first (7.1). */
function unpackUint16s(row: Uint8Array, _pixels: number, scratch: Samples): Samples {
  for (let i = 0; 2 * i < row.length; i++) scratch[i] = (row[2 * i] << 8) | row[2 * i + 1];
  return scratch;
}
