import { UnsupportedImage } from '@aiaa/volume/errors';
import { quoted } from '../quoted.js';
import type { Instance, PixelDescription } from './instance.js';
import { TRANSFER_SYNTAXES } from './transfer-syntaxes.js';

/** Before any pixel is read. @throws UnsupportedImage naming what is not read of an instance. */
export function assertReadable(instance: Instance): void {
  const reason = reasonAgainst(instance);
  if (reason !== undefined) throw new UnsupportedImage(`${quoted(instance.name)} ${reason}`);
}

function reasonAgainst({ transferSyntax, imageType, tiled, pixels }: Instance): string | undefined {
  if (!TRANSFER_SYNTAXES.has(transferSyntax)) {
    return `has its pixels in the transfer syntax ${quoted(transferSyntax)}, which is not read: send it uncompressed.`;
  }
  if (imageType.split('\\').includes('MOSAIC')) {
    return 'is a mosaic of many slices in one picture, which is not split here: convert the series to NIfTI first.';
  }
  if (tiled) return 'is a picture in tiles, as of a slide scanner; those are not read.';
  return reasonAgainstPixels(pixels, TRANSFER_SYNTAXES.get(transferSyntax)?.packing === 'native');
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
  const colours = samplesPerPixel === 1 ? GREYS : native ? NATIVE_COLOURS : COLOURS;
  if ((samplesPerPixel === 1 || samplesPerPixel === 3) && colours.includes(photometric)) return undefined;
  return `has ${samplesPerPixel} samples a pixel of ${quoted(photometric)}; grey and RGB are read.`;
}

const GREYS: readonly string[] = ['MONOCHROME1', 'MONOCHROME2', ''];
const NATIVE_COLOURS: readonly string[] = ['RGB', 'YBR_FULL'];
const COLOURS: readonly string[] = [...NATIVE_COLOURS, 'YBR_FULL_422', 'YBR_RCT', 'YBR_ICT'];
