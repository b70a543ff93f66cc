import { MalformedImage } from '@aiaa/volume/errors';

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample, or of an index into the palette. */
  readonly depth: number;
  readonly palette: boolean;
  /** Samples of a pixel as they lie in the file: 1 where it is an index into the palette. */
  readonly samples: number;
  readonly interlaced: boolean;
}

interface ColourType {
  readonly samples: number;
  readonly depths: readonly number[];
}

const PALETTE = 3;

/** ISO/IEC 15948, 11.2.2, table 11.1: colour types and the bit depths that each may have. */
const COLOUR_TYPES: Readonly<Partial<Record<number, ColourType>>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] }, // grey
  2: { samples: 3, depths: [8, 16] }, // red, green, blue
  [PALETTE]: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] }, // grey, alpha
  6: { samples: 4, depths: [8, 16] }, // red, green, blue, alpha
};

const MOST_PIXELS = 2 ** 31 - 1; // ISO/IEC 15948, 7.1

/** The IHDR chunk. @throws MalformedImage */
export function decodePngHeader(data: Uint8Array): PngHeader {
  if (data.length !== 13) {
    throw new MalformedImage(`The PNG has a header of ${data.length} bytes; it has to have 13.`);
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colourType, compression, filter, interlace] = data.subarray(8);
  if ([width, height].some((pixels) => pixels < 1 || pixels > MOST_PIXELS)) {
    throw new MalformedImage(
      `The PNG declares ${width} x ${height} pixels; each has to be 1 to ${MOST_PIXELS}.`,
    );
  }
  const colour = COLOUR_TYPES[colourType];
  if (colour === undefined || !colour.depths.includes(depth)) {
    throw new MalformedImage(`The PNG declares colour type ${colourType} of ${depth} bits, which cannot be.`);
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    throw new MalformedImage(
      `The PNG declares compression ${compression}, filter ${filter} and interlace ${interlace}; only 0, 0 and 0 or 1 can be.`,
    );
  }
  const palette = colourType === PALETTE;
  return { width, height, depth, palette, samples: colour.samples, interlaced: interlace === 1 };
}
