import type { Dtype } from '@aiaa/volume';
import type { SourceFrame } from './instance.js';
import { channelsOf, valueDtype } from './value-dtype.js';

/**
 * The dtype that holds the rescaled values of all slices (PS3.3, C.11.1): their stored dtype where nothing is
 * rescaled; int16 where no slope is other than 1, all intercepts are whole numbers and no value that the stored bits
 * can make is too large; float64 for float64; else float32.
 */
export function seriesDtype(slices: readonly SourceFrame[]): Dtype {
  const dtypes = new Set(slices.map(({ instance }) => valueDtype(instance.pixels)));
  const [only] = dtypes;
  if (dtypes.has('float64')) return 'float64';
  if (dtypes.size === 1 && only !== undefined && !slices.some(isRescaled)) return only;
  return slices.every(fitsInt16) ? 'int16' : 'float32';
}

/** Colours are never rescaled, nor what a modality's table gives: that stands in place of slope and intercept. */
export const isRescaled = ({ instance: { pixels }, frame }: SourceFrame): boolean =>
  channelsOf(pixels) === 1 && pixels.table === undefined && (frame.slope !== 1 || frame.intercept !== 0);

function fitsInt16({ instance, frame }: SourceFrame): boolean {
  const { bitsStored, signed, float, table } = instance.pixels;
  if (table !== undefined) return table.bits === 8;
  const { slope, intercept } = frame;
  const [lowest, highest] = signed
    ? [-(2 ** (bitsStored - 1)), 2 ** (bitsStored - 1) - 1]
    : [0, 2 ** bitsStored - 1];
  return (
    !float &&
    slope === 1 &&
    Number.isInteger(intercept) &&
    lowest + intercept >= -0x8000 &&
    highest + intercept <= 0x7fff
  );
}
