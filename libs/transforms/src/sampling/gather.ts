import {
  allocateVoxels,
  makeVolume,
  voxelCount,
  type Dtype,
  type Grid,
  type Volume,
  type Voxels,
} from '@aiaa/volume';

/** For x, y and z: what each index of the target adds to the place of its source voxel, -1 for none. */
export type AxisOffsets = readonly [Int32Array, Int32Array, Int32Array];

/** Four widths instead of eight dtypes: bits are moved, whatever they mean, so the loop stays fast for all. */
type Bits = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A volume on `to` whose every voxel is a copy of one source voxel, or 0 where there is none. Keeps the dtype. */
export function gather<D extends Dtype>(volume: Volume<D>, offsets: AxisOffsets, to: Grid): Volume<D> {
  const { channels } = volume;
  const [from, count] = [voxelCount(volume.size), voxelCount(to.size)];
  const voxels = allocateVoxels(volume.dtype, count * channels);
  const [source, target] = [bitsOf(volume.voxels), bitsOf(voxels)];
  for (let c = 0; c < channels; c++) {
    gatherChannel(
      source.subarray(c * from, (c + 1) * from),
      offsets,
      target.subarray(c * count, (c + 1) * count),
    );
  }
  return makeVolume<D>({ voxels, size: to.size, affine: to.affine, channels });
}

function gatherChannel(source: Bits, [alongX, alongY, alongZ]: AxisOffsets, target: Bits): void {
  const width = alongX.length;
  const run = consecutiveRun(alongX);
  let row = -width;
  for (const slice of alongZ) {
    for (const line of alongY) {
      row += width;
      if (slice < 0 || line < 0) continue;
      const base = slice + line;
      if (run !== undefined) {
        target.set(source.subarray(base + run.first, base + run.first + run.length), row + run.at);
        continue;
      }
      for (let x = 0; x < width; x++) {
        const offset = alongX[x];
        if (offset >= 0) target[row + x] = source[base + offset];
      }
    }
  }
}

/** The source voxels of a row when they lie side by side, as after a crop, a pad or a flip of y or z. */
function consecutiveRun(offsets: Int32Array): { at: number; first: number; length: number } | undefined {
  const at = offsets.findIndex((offset) => offset >= 0);
  if (at < 0) return { at: 0, first: 0, length: 0 };
  const first = offsets[at];
  const end = offsets.findLastIndex((offset) => offset >= 0) + 1;
  const consecutive = offsets.subarray(at, end).every((offset, step) => offset === first + step);
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
