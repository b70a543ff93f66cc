import { allocateVoxels, makeVolume, voxelCount, type Grid, type Volume, type Voxels } from '@aiaa/volume';
import { samplingOf } from './deferred-volume.js';
import { planeSampler } from './plane-sampler.js';
import { hasGaps, type Sampling } from './sampling.js';

/**
 * The mean of all voxels that each target voxel covers, in whole or in part: PyTorch's `interpolate` with mode
 * `area`. Summed along one axis after the other in float64, divided and rounded to float32 once; a row, then a slice at
 * a time, so that the sums stay in the processor's cache, and a crop of a large image is never written out.
 */
export function areaMean(volume: Volume, to: Grid): Volume<'float32'> {
  const { size, channels } = volume;
  const [width, height, depth] = to.size;
  const covers = [cover(size[0], width), cover(size[1], height), cover(size[2], depth)] as const;
  const voxels = new Float32Array(voxelCount(to.size) * channels);
  const rowsOf = rowSampler(samplingOf(volume));
  for (let c = 0, at = 0; c < channels; c++) {
    const sliceAt = sumSlices(rowsOf(c), size[1], covers);
    for (let z = 0; z < depth; z++, at += width * height) {
      divide(sliceAt(z), covers, { z, means: voxels.subarray(at, at + width * height) });
    }
  }
  return makeVolume<'float32'>({ voxels, size: to.size, affine: to.affine, channels });
}

/** Values by their index; they count until the next call. */
type LineAt = (index: number) => Float64Array;

/** A row among others in these values, by where it begins; it counts until the next call. */
type RowAt = (index: number) => { readonly values: Voxels; readonly start: number };

/** The rows of each channel, counted through all its slices; one slice at a time is sampled. */
function rowSampler(sampling: Sampling): (channel: number) => RowAt {
  const [width, height] = sampling.to.size;
  const values = allocateVoxels(sampling.dtype, width * height);
  const samplePlane = planeSampler(sampling);
  const gaps = hasGaps(sampling);
  return (channel) => {
    let held: number | undefined;
    return (index) => {
      const z = Math.floor(index / height);
      if (z !== held) {
        if (gaps) values.fill(0);
        samplePlane(channel, z, values);
        held = z;
      }
      return { values, start: (index - z * height) * width };
    };
  };
}

/** `height` is that of the source's slices. */
function sumSlices(source: RowAt, height: number, [alongX, alongY, alongZ]: Covers): LineAt {
  const [width, rows] = [alongX.count.length, alongY.count.length];
  const slice = new Float64Array(width * rows);
  const rowAt = sumInRows(source, alongX);
  const sliceAt = lastKept((z) => {
    const row = sumLines((y) => rowAt(z * height + y), alongY, width);
    for (let y = 0; y < rows; y++) slice.set(row(y), y * width);
    return slice;
  });
  return sumLines(sliceAt, alongZ, slice.length);
}

/** The rows of a source, each summed along itself. */
function sumInRows(source: RowAt, { first, count }: Cover): LineAt {
  const sums = new Float64Array(first.length);
  return lastKept((index) => {
    const { values, start } = source(index);
    for (let x = 0; x < sums.length; x++) {
      const from = start + first[x];
      let sum = 0;
      for (let at = from; at < from + count[x]; at++) sum += values[at];
      sums[x] = sum;
    }
    return sums;
  });
}

/** The sums of the lines, of `length` values, that each index covers. */
function sumLines(lineAt: LineAt, { first, count }: Cover, length: number): LineAt {
  const sums = new Float64Array(length);
  return (index) => {
    const from = first[index];
    if (count[index] === 1) return lineAt(from);
    sums.set(lineAt(from));
    for (let at = from + 1; at < from + count[index]; at++) addTo(sums, lineAt(at));
    return sums;
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

/** The indices of which each target index is the mean. */
interface Cover {
  readonly first: Int32Array;
  readonly count: Int32Array;
}

type Covers = readonly [Cover, Cover, Cover];

/** Index i of `to` covers the indices floor(i from / to) up to, not including, ceil((i + 1) from / to). */
function cover(from: number, to: number): Cover {
  const first = Int32Array.from({ length: to }, (_, i) => Math.floor((i * from) / to));
  const count = first.map((start, i) => Math.ceil(((i + 1) * from) / to) - start);
  return { first, count };
}

/** Slice z of the target from its sums. */
function divide(
  sums: Float64Array,
  [alongX, alongY, alongZ]: Covers,
  { z, means }: { z: number; means: Float32Array },
): void {
  const width = alongX.count.length;
  alongY.count.forEach((rows, y) => {
    const voxels = rows * alongZ.count[z];
    for (let x = 0, at = y * width; x < width; x++, at++) means[at] = sums[at] / (alongX.count[x] * voxels);
  });
}
