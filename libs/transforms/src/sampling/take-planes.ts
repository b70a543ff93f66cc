import { voxelCount, type Voxels } from '@aiaa/volume';
import type { SamplePlane, Sampling } from './sampling.js';
import { placesIn, stridesOf } from './strides.js';

/** Four widths instead of eight dtypes: bits are moved, whatever they mean, so the loop stays fast for all. */
type Bits = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Planes whose every voxel is a copy of one of the source; they have its dtype. */
export function takePlanes({ source, axes }: Sampling): SamplePlane {
  const count = voxelCount(source.size);
  const strides = stridesOf(source.size);
  const [alongX, alongY, alongZ] = axes.map(({ axis, taps }) => placesIn(taps.low, strides[axis]));
  const bits = bitsOf(source.voxels);
  const run = consecutiveRun(alongX);
  const shown = shownPart(alongX);
  return (channel, z, plane) => {
    const target = bitsOf(plane);
    const slice = channel * count + alongZ[z];
    for (let y = 0, row = 0; y < alongY.length; y++, row += alongX.length) {
      if (alongY[y] < 0) continue;
      const line = slice + alongY[y];
      if (run === undefined) takeLine(bits, { line, places: shown.places }, target.subarray(row + shown.at));
      else target.set(bits.subarray(line + run.first, line + run.first + run.length), row + run.at);
    }
  };
}

function takeLine(
  source: Bits,
  { line, places }: { readonly line: number; readonly places: Int32Array },
  target: Bits,
): void {
  for (let x = 0; x < places.length; x++) {
    const place = places[x];
    if (place >= 0) target[x] = source[line + place];
  }
}

/** The places of a row from the first that has a voxel in the source to the last. */
function shownPart(places: Int32Array): { at: number; places: Int32Array } {
  const at = Math.max(
    places.findIndex((place) => place >= 0),
    0,
  );
  const end = places.findLastIndex((place) => place >= 0) + 1;
  return { at, places: places.subarray(at, end) };
}

/** The source voxels of a row when they lie side by side, as after a crop, a pad or a flip of y or z. */
function consecutiveRun(places: Int32Array): { at: number; first: number; length: number } | undefined {
  const { at, places: shown } = shownPart(places);
  const [first = 0] = shown;
  const consecutive = shown.every((place, step) => place === first + step);
  return consecutive ? { at, first, length: shown.length } : undefined;
}

function bitsOf({ buffer, byteOffset, length, BYTES_PER_ELEMENT }: Voxels): Bits {
  switch (BYTES_PER_ELEMENT) {
    case 1:
      return new Uint8Array(buffer, byteOffset, length);
    case 2:
      return new Uint16Array(buffer, byteOffset, length);
    case 4:
      return new Uint32Array(buffer, byteOffset, length);
    default:
      return new Float64Array(buffer, byteOffset, length);
  }
}
