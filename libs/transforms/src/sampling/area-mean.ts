import { channelOf, makeVolume, voxelCount, type Grid, type Size, type Volume } from '@aiaa/volume';

/**
 * The mean of all voxels that each target voxel covers, in whole or in part: PyTorch's `interpolate` with mode
 * `area`. Separable, so one axis after the other; sums in float64 and rounds to float32 once.
 */
export function areaMean(volume: Volume, to: Grid): Volume<'float32'> {
  const { channels, size } = volume;
  const count = voxelCount(to.size);
  const voxels = new Float32Array(count * channels);
  for (let c = 0; c < channels; c++) {
    let values: Float64Array = new Float64Array(channelOf(volume, c));
    let current: Size = size;
    for (const axis of [0, 1, 2] as const) {
      values = meanAlong(values, { size: current, axis, length: to.size[axis] });
      const along = (a: 0 | 1 | 2): number => (a <= axis ? to.size[a] : size[a]);
      current = [along(0), along(1), along(2)];
    }
    voxels.set(values, c * count);
  }
  return makeVolume<'float32'>({ voxels, size: to.size, affine: to.affine, channels });
}

interface Shortening {
  readonly size: Size;
  readonly axis: 0 | 1 | 2;
  readonly length: number;
}

/** Index i of the new length covers old indices floor(i n / m) up to, not including, ceil((i + 1) n / m). */
function meanAlong(source: Float64Array, { size, axis, length }: Shortening): Float64Array {
  const n = size[axis];
  const inner = size.slice(0, axis).reduce((product, along) => product * along, 1);
  const outer = size.slice(axis + 1).reduce((product, along) => product * along, 1);
  const target = new Float64Array(inner * length * outer);
  for (let o = 0, row = 0; o < outer; o++) {
    for (let i = 0; i < length; i++, row += inner) {
      const first = Math.floor((i * n) / length);
      const end = Math.ceil(((i + 1) * n) / length);
      for (let at = first; at < end; at++) {
        const line = (o * n + at) * inner;
        for (let k = 0; k < inner; k++) target[row + k] += source[line + k];
      }
      for (let k = 0; k < inner; k++) target[row + k] /= end - first;
    }
  }
  return target;
}
