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
  return (channel, z, plane) => {
    const target = bitsOf(plane);
    const slice = channel * count + alongZ[z];
    for (let y = 0, row = 0; y < alongY.length; y++, row += alongX.length) {
      if (alongY[y] < 0) continue;
      const line = slice + alongY[y];
      if (run === undefined) takeLine(bits, { line, alongX }, target.subarray(row, row + alongX.length));
      else target.set(bits.subarray(line + run.first, line + run.first + run.length), row + run.at);
    }
  };
}

function takeLine(
  source: Bits,
  { line, alongX }: { readonly line: number; readonly alongX: Int32Array },
  target: Bits,
): void {
  for (let x = 0; x < alongX.length; x++) {
    const place = alongX[x];
    if (place >= 0) target[x] = source[line + place];
  }
}

/** The source voxels of a row when they lie side by side, as after a crop, a pad or a flip of y or z. */
function consecutiveRun(places: Int32Array): { at: number; first: number; length: number } | undefined {
  const at = places.findIndex((place) => place >= 0);
  if (at < 0) return { at: 0, first: 0, length: 0 };
  const first = places[at];
  const end = places.findLastIndex((place) => place >= 0) + 1;
  const consecutive = places.subarray(at, end).every((place, step) => place === first + step);
  return consecutive ? { at, first, length: end - at } : undefined;
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
