import type { Dtype } from '@aiaa/volume';
import { storedDtype } from './decode-frame.js';
import type { PixelDescription } from './instance.js';

/** The dtype of the numbers before they are rescaled: what a table makes of them, else what is stored. */
export function valueDtype(pixels: PixelDescription): Dtype {
  const { table } = pixels;
  if (table === undefined) return storedDtype(pixels);
  return table.bits === 8 ? 'uint8' : 'uint16';
}

/** How many numbers a pixel has: a palette makes red, green and blue of one. */
export const channelsOf = ({ samplesPerPixel, table }: PixelDescription): number =>
  table?.kind === 'palette' ? 3 : samplesPerPixel;
