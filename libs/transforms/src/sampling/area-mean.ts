import { allocateVoxels, makeVolume, voxelCount, type Grid, type Volume, type Voxels } from '@aiaa/volume';
import { DeferredVolume, samplingOf } from './deferred-volume.js';
import { planeSampler } from './plane-sampler.js';
import { hasGaps, type Sampling } from './sampling.js';

/**
 * The mean of all voxels that each target voxel covers, in whole or in part: PyTorch's `interpolate` with mode
 * `area`. Summed along one axis after the other in float64, divided and rounded to float32 once; a slice at a time, so
 * that the sums stay in the processor's cache, and a crop of a large image is never written out.
 */
export function areaMean(volume: Volume, to: Grid): Volume<'float32'> {
  const { size, channels } = volume;
  const [width, height, depth] = to.size;
  const covers = [cover(size[0], width), cover(size[1], height), cover(size[2], depth)] as const;
  const voxels = new Float32Array(voxelCount(to.size) * channels);
  const sliceAt = sliceSummer(samplingOf(volume), covers);
  const sums = new Float64Array(width * height);
  for (let channel = 0, at = 0; channel < channels; channel++) {
    for (let z = 0; z < depth; z++, at += sums.length) {
      sumSlices((index) => sliceAt(channel, index), { cover: covers[2], index: z }, sums);
      divide(sums, covers, { z, means: voxels.subarray(at, at + sums.length) });
    }
  }
  const means = makeVolume<'float32'>({ voxels, size: to.size, affine: to.affine, channels });
  return volume instanceof DeferredVolume ? new DeferredVolume(means) : means; // the next run begins here
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

/**
 * The slices of a source, each sampled and summed along x, then along y; it counts until the next call. Neighbours in
 * the target share one slice at most: the last of the one is the first of the next.
 */
function sliceSummer(sampling: Sampling, [alongX, alongY]: Covers) {
  const [width, height] = sampling.to.size;
  const values = allocateVoxels(sampling.dtype, width * height);
  const samplePlane = planeSampler(sampling);
  const gaps = hasGaps(sampling);
  const length = alongX.count.length;
  const rows = new Float64Array(length * height);
  const slice = new Float64Array(length * alongY.count.length);
  let held = { channel: -1, z: -1 };
  return (channel: number, z: number): Float64Array => {
    if (held.channel === channel && held.z === z) return slice;
    held = { channel, z };
    if (gaps) values.fill(0);
    samplePlane(channel, z, values);
    sumAlongRows(values, alongX, rows);
    sumAcrossRows(rows, alongY, slice);
    return slice;
  };
}

/** Each row becomes one of as many sums as there are indices to cover it. */
function sumAlongRows(values: Voxels, { first, count }: Cover, sums: Float64Array): void {
  const width = (values.length * count.length) / sums.length;
  for (let row = 0, at = 0; at < sums.length; row += width) {
    for (let x = 0; x < count.length; x++, at++) {
      const from = row + first[x];
      const end = from + count[x];
      let sum = 0;
      for (let place = from; place < end; place++) sum += values[place];
      sums[at] = sum;
    }
  }
}

/** Rows become fewer rows of the same length. */
function sumAcrossRows(rows: Float64Array, { first, count }: Cover, sums: Float64Array): void {
  const length = sums.length / count.length;
  for (let y = 0, target = 0; y < count.length; y++, target += length) {
    const from = first[y] * length;
    sums.set(rows.subarray(from, from + length), target);
    for (let n = 1, row = from + length; n < count[y]; n++, row += length) {
      for (let x = 0; x < length; x++) sums[target + x] += rows[row + x];
    }
  }
}

interface Covering {
  readonly cover: Cover;
  readonly index: number;
}

function sumSlices(
  sliceAt: (z: number) => Float64Array,
  { cover: { first, count }, index }: Covering,
  sums: Float64Array,
): void {
  sums.set(sliceAt(first[index]));
  for (let z = first[index] + 1; z < first[index] + count[index]; z++) addTo(sums, sliceAt(z));
}

function addTo(sums: Float64Array, line: Float64Array): void {
  for (let k = 0; k < sums.length; k++) sums[k] += line[k];
}

/** Slice z of the target from its sums. */
function divide(
  sums: Float64Array,
  [alongX, alongY, alongZ]: Covers,
  { z, means }: { readonly z: number; readonly means: Float32Array },
): void {
  const width = alongX.count.length;
  const counts = new Float64Array(width);
  for (let y = 0, at = 0; y < alongY.count.length; y++) {
    const voxels = alongY.count[y] * alongZ.count[z];
    for (let x = 0; x < width; x++) counts[x] = alongX.count[x] * voxels;
    for (let x = 0; x < width; x++, at++) means[at] = sums[at] / counts[x];
  }
}
