import { allocateVoxels, makeVolume, voxelCount, type Dtype, type Volume, type Voxels } from '@aiaa/volume';
import { blendPlanes } from './blend-planes.js';
import type { Sampling } from './sampling.js';
import { takePlanes } from './take-planes.js';

/** The volume that a sampling describes: each plane is sampled and changed while it is in the processor's cache. */
export function evaluate<D extends Dtype>(sampling: Sampling<D>): Volume<D> {
  const { source, to, dtype, blended, values } = sampling;
  const { channels } = source;
  const [area, depth] = [to.size[0] * to.size[1], to.size[2]];
  const voxels = allocateVoxels(dtype, voxelCount(to.size) * channels);
  const samplePlane = blended ? blendPlanes(sampling) : takePlanes(sampling);
  const scratch = blended || dtype === source.dtype ? undefined : allocateVoxels(source.dtype, area);
  const fillGaps = gapFiller(sampling);
  for (let at = 0; at < depth * channels; at++) {
    const plane = voxels.subarray(at * area, (at + 1) * area);
    const [z, channel] = [at % depth, Math.floor(at / depth)];
    if (sampling.axes[2].taps.low[z] >= 0) {
      samplePlane(channel, z, scratch ?? plane);
      changeValues(scratch ?? plane, values, plane);
    }
    fillGaps(z, plane);
  }
  return makeVolume<D>({ voxels, size: to.size, affine: to.affine, channels });
}

function changeValues(sampled: Voxels, values: Sampling['values'], plane: Voxels): void {
  if (!(plane instanceof Float32Array)) return; // values that are not in float32 were only copied
  let from = sampled;
  for (const change of values) {
    change(from, plane);
    from = plane;
  }
}

/** Writes the value of the outside wherever a plane has no voxels in the source. */
function gapFiller({ to, axes, outside }: Sampling): (z: number, plane: Voxels) => void {
  const [columns, rows, planes] = axes.map(({ taps }) => gapsOf(taps.low));
  const [width, height] = to.size;
  return (z, plane) => {
    if (planes.has(z)) {
      plane.fill(outside);
      return;
    }
    for (const y of rows) plane.fill(outside, y * width, (y + 1) * width);
    for (const x of columns) for (let y = 0; y < height; y++) plane[y * width + x] = outside;
  };
}

const gapsOf = (low: Int32Array): ReadonlySet<number> =>
  new Set([...low.keys()].filter((index) => low[index] < 0));
