import {
  channelOf,
  makeVolume,
  voxelCount,
  type Grid,
  type Size,
  type Volume,
  type Voxels,
} from '@aiaa/volume';

/**
 * The mean of all voxels that each target voxel covers, in whole or in part: PyTorch's `interpolate` with mode
 * `area`. One axis after the other in float64, rounded to float32 once; a row, then a slice at a time, so that the
 * sums stay in the processor's cache.
 */
export function areaMean(volume: Volume, to: Grid): Volume<'float32'> {
  const { channels } = volume;
  const count = voxelCount(to.size);
  const area = to.size[0] * to.size[1];
  const voxels = new Float32Array(count * channels);
  for (let c = 0, at = 0; c < channels; c++) {
    const sliceAt = averageSlices(channelOf(volume, c), volume.size, to.size);
    for (let z = 0; z < to.size[2]; z++, at += area) voxels.set(sliceAt(z), at);
  }
  return makeVolume<'float32'>({ voxels, size: to.size, affine: to.affine, channels });
}

/** Values by their index; they count until the next call. */
type LineAt = (index: number) => Float64Array;

function averageSlices(source: Voxels, from: Size, [width, height, depth]: Size): LineAt {
  const rowAt = averageInRows(source, from[0], width);
  const slice = new Float64Array(width * height);
  const sliceAt = lastKept((z) => {
    const row = averageLines((y) => rowAt(z * from[1] + y), cover(from[1], height), width);
    for (let y = 0; y < height; y++) slice.set(row(y), y * width);
    return slice;
  });
  return averageLines(sliceAt, cover(from[2], depth), slice.length);
}

/** The rows of a source, each averaged along itself. */
function averageInRows(source: Voxels, from: number, to: number): LineAt {
  const { first, end } = cover(from, to);
  const means = new Float64Array(to);
  return lastKept((index) => {
    const row = index * from;
    for (let x = 0; x < to; x++) {
      const start = row + first[x];
      const stop = row + end[x];
      let sum = 0;
      for (let at = start; at < stop; at++) sum += source[at];
      means[x] = sum / (stop - start);
    }
    return means;
  });
}

/** The means of the lines, of `length` values, that each index covers. */
function averageLines(lineAt: LineAt, { first, end }: Cover, length: number): LineAt {
  const means = new Float64Array(length);
  return (index) => {
    const count = end[index] - first[index];
    if (count === 1) return lineAt(first[index]);
    means.fill(0);
    for (let at = first[index]; at < end[index]; at++) addTo(means, lineAt(at));
    for (let k = 0; k < length; k++) means[k] /= count;
    return means;
  };
}

function addTo(sums: Float64Array, line: Float64Array): void {
  for (let k = 0; k < sums.length; k++) sums[k] += line[k];
}

/** Neighbours share one line at most: the last of the one is the first of the next. */
function lastKept(lineAt: LineAt): LineAt {
  let last: { readonly index: number; readonly line: Float64Array } | undefined;
  return (index) => {
    if (last?.index !== index) last = { index, line: lineAt(index) };
    return last.line;
  };
}

interface Cover {
  readonly first: Int32Array;
  readonly end: Int32Array;
}

/** Index i of `to` covers the indices floor(i from / to) up to, not including, ceil((i + 1) from / to). */
const cover = (from: number, to: number): Cover => ({
  first: Int32Array.from({ length: to }, (_, i) => Math.floor((i * from) / to)),
  end: Int32Array.from({ length: to }, (_, i) => Math.ceil(((i + 1) * from) / to)),
});
