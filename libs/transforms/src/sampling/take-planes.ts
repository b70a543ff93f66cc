import { voxelCount, type Volume } from '@aiaa/volume';
import { bitsOf, type Bits } from './bits.js';
import type { Places, SamplePlane, Sampling, SourceAxis } from './sampling.js';
import { placesIn, stridesOf } from './strides.js';
import { takeSlabs } from './take-slabs.js';

/** Planes whose every voxel is a copy of one of the source; they have its dtype. */
export function takePlanes({ source, axes }: Sampling): SamplePlane {
  const strides = stridesOf(source.size);
  const [x, y, z] = axes;
  const along = ({ axis, taps }: SourceAxis): Int32Array => placesIn(taps.low, strides[axis]);
  const places = [along(x), along(y), along(z)] as const;
  return z.axis === 0 ? takeSlabs(source, places) : takeRows(source, places);
}

/** Voxels outside the source are not even touched: of a crop in a large grid of zeros only its own rows are written. */
function takeRows(source: Volume, [alongX, alongY, alongZ]: Places): SamplePlane {
  const count = voxelCount(source.size);
  const width = alongX.length;
  const bits = bitsOf(source.voxels);
  const from = Math.max(
    alongX.findIndex((place) => place >= 0),
    0,
  );
  const shown = alongX.subarray(from, alongX.findLastIndex((place) => place >= 0) + 1);
  const run = findRun(shown);
  return (channel, z, plane) => {
    const target = bitsOf(plane);
    const slice = channel * count + alongZ[z];
    for (let y = 0, row = from; y < alongY.length; y++, row += width) {
      if (alongY[y] < 0) continue;
      const line = slice + alongY[y];
      if (alongY[y] === alongY[y - 1]) {
        target.copyWithin(row, row - width, row - width + shown.length);
      } else if (run === undefined) {
        takeRow(bits, { line, places: shown }, target.subarray(row));
      } else {
        target.set(bits.subarray(line + run.first, line + run.end), row);
        if (run.reversed) target.subarray(row, row + shown.length).reverse();
      }
    }
  };
}

function takeRow(
  source: Bits,
  { line, places }: { readonly line: number; readonly places: Int32Array },
  target: Bits,
): void {
  for (let x = 0; x < places.length; x++) {
    const place = places[x];
    if (place >= 0) target[x] = source[line + place];
  }
}

/** Voxels that lie side by side in the source, as after a crop, a pad or a flip. */
interface Run {
  readonly first: number;
  readonly end: number;
  readonly reversed: boolean;
}

function findRun(places: Int32Array): Run | undefined {
  const { length } = places;
  const [first = 0, last = first] = [places[0], places[length - 1]];
  if (places.every((place, step) => place === first + step))
    return { first, end: first + length, reversed: false };
  if (places.every((place, step) => place === first - step))
    return { first: last, end: first + 1, reversed: true };
  return undefined;
}
