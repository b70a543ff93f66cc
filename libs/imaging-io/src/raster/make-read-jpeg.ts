import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import type { Metadata, default as sharp } from 'sharp';
import { formatBytes } from '../bytes/format-bytes.js';
import { takeAll } from '../bytes/take-bytes.js';
import type { FormatReader } from '../format-reader.js';
import { separateChannels } from '../voxels/interleave.js';
import { assertPictureFits } from './assert-picture-fits.js';
import { pictureImage } from './picture.js';

export type Sharp = typeof sharp;

/**
 * A reader of JPEG: grey is one channel, colours are three, of 8 bits. As in Pillow, a colour profile is not
 * applied, nor is a turn that the EXIF header asks for; that one is told.
 */
export const makeReadJpeg =
  (loadSharp: () => Promise<Sharp>): FormatReader =>
  async (source, { limits }) => {
    const open = await loadSharp().catch(refuseWithoutSharp);
    const file = await takeAll(source, limits.decodedBytes);
    // The limit is ours, below. libjpeg only warns of codes that are none and of rows that are missing, which it
    // fills with grey.
    const picture = open(file, { failOn: 'warning', limitInputPixels: false, ignoreIcc: true });
    const header = await picture.metadata().catch(refuseBroken);
    const channels = channelsOf(header);
    const { width, height } = header;
    // Colours come side by side, and are then separated.
    assertPictureFits({ width, height, channels, bytesPerSample: 1, copies: channels === 1 ? 1 : 2 }, limits);
    assertEnoughBytes(header, file.length);
    const raw = picture.toColourspace(channels === 1 ? 'b-w' : 'srgb').raw({ depth: 'uchar' });
    const pixels = await raw.toBuffer().catch(refuseBroken);
    const interleaved = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length);
    const voxels = separateChannels<'uint8'>(interleaved, channels);
    return pictureImage({ width, height, voxels, warnings: turnWarning(header) });
  };

function channelsOf({ format, channels, space }: Metadata): 1 | 3 {
  if (format === 'jpeg' && channels === 1) return 1;
  if (format === 'jpeg' && channels === 3) return 3;
  throw new UnsupportedImage(
    `The JPEG has ${channels} channels of colour space ${space}; grey and RGB are read: convert it to one of them.`,
  );
}

// A Huffman code has at least one bit, and each block of 8 x 8 pixels has one (ITU-T T.81, F.1.2 and G.1.2).
const MOST_PIXELS_PER_BYTE = 512;

/** Before anything is allocated: a short file that claims a large picture costs nothing. */
function assertEnoughBytes({ width, height }: Metadata, fileBytes: number): void {
  if (width * height <= fileBytes * MOST_PIXELS_PER_BYTE) return;
  throw new MalformedImage(
    `The JPEG declares ${width} x ${height} pixels; its ${formatBytes(fileBytes)} cannot hold them: it is cut short.`,
  );
}

const turnWarning = ({ orientation = 1 }: Metadata): readonly string[] =>
  orientation === 1
    ? []
    : [
        `The EXIF header asks to turn the picture (orientation ${orientation}); it was taken as it is stored.`,
      ];

function refuseWithoutSharp(cause: unknown): never {
  throw new UnsupportedImage(
    'JPEG pictures need the optional package sharp, which is not installed: run "npm install sharp", or send a PNG.',
    { cause },
  );
}

function refuseBroken(cause: unknown): never {
  throw new MalformedImage('The JPEG is damaged or cut short; send the whole file again.', { cause });
}
