import { UnsupportedImage } from '@aiaa/volume/errors';
import { quoted } from '../quoted.js';
import type { Instance, PixelDescription } from './instance.js';
import { TRANSFER_SYNTAXES, isNative } from './transfer-syntaxes.js';

/** Before any pixel is read. @throws UnsupportedImage naming what is not read of an instance. */
export function assertReadable(instance: Instance): void {
  const reason = reasonAgainst(instance);
  if (reason !== undefined) throw new UnsupportedImage(`${quoted(instance.name)} ${reason}`);
}

function reasonAgainst({ transferSyntax, imageType, tiled, pixels, columns }: Instance): string | undefined {
  if (!TRANSFER_SYNTAXES.has(transferSyntax)) {
    return `has its pixels in the transfer syntax ${quoted(transferSyntax)}, which is not read: send it uncompressed.`;
  }
  if (imageType.split('\\').includes('MOSAIC')) {
    return 'is a mosaic of many slices in one picture, which is not split here: convert the series to NIfTI first.';
  }
  if (tiled) return 'is a picture in tiles, as of a slide scanner; those are not read.';
  const native = isNative(transferSyntax);
  if (native && pixels.photometric === 'YBR_FULL_422' && (columns % 2 !== 0 || pixels.planar)) {
    return 'has pixels of YBR_FULL_422 that are not in pairs side by side, which cannot be.';
  }
  return reasonAgainstPixels(pixels, native) ?? reasonAgainstTable(pixels);
}

function reasonAgainstPixels(pixels: PixelDescription, native: boolean): string | undefined {
  const { samplesPerPixel, photometric, bitsAllocated, bitsStored, highBit, float } = pixels;
  const widths = float ? [32, 64] : native ? [8, 16, 32] : [8, 16];
  if (!widths.includes(bitsAllocated)) {
    return `has pixels of ${bitsAllocated} bits; ${widths.join(', ')} are read.`;
  }
  if (!float && (bitsStored < 1 || highBit >= bitsAllocated || highBit + 1 < bitsStored)) {
    return `says that of ${bitsAllocated} bits those up to bit ${highBit} hold ${bitsStored}, which cannot be.`;
  }
  if (photometric.startsWith('YBR_FULL') && bitsAllocated !== 8) {
    return `has ${photometric} colours of ${bitsAllocated} bits; those of 8 are read.`;
  }
  const colours = samplesPerPixel === 1 ? GREYS : native ? NATIVE_COLOURS : COLOURS;
  if ((samplesPerPixel === 1 || samplesPerPixel === 3) && colours.includes(photometric)) return undefined;
  return `has ${samplesPerPixel} samples a pixel of ${quoted(photometric)}; grey and RGB are read.`;
}

function reasonAgainstTable({
  photometric,
  table,
  float,
  bitsAllocated,
}: PixelDescription): string | undefined {
  if (table === undefined) {
    return photometric === PALETTE
      ? 'has PALETTE COLOR pixels and no palette: the file is damaged.'
      : undefined;
  }
  const name = table.kind === 'palette' ? 'palette' : 'table of values';
  if (float || bitsAllocated > 16)
    return `has a ${name} for numbers of ${bitsAllocated} bits; 8 and 16 are read.`;
  if (table.bits >= 8 && table.bits <= 16) return undefined;
  return `has a ${name} with entries of ${table.bits} bits; 8 to 16 are read.`;
}

const PALETTE = 'PALETTE COLOR';
const GREYS: readonly string[] = ['MONOCHROME1', 'MONOCHROME2', PALETTE, ''];
const NATIVE_COLOURS: readonly string[] = ['RGB', 'YBR_FULL', 'YBR_FULL_422'];
const COLOURS: readonly string[] = [...NATIVE_COLOURS, 'YBR_RCT', 'YBR_ICT'];
