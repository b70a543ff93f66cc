import { allocateVoxels, type Voxels } from '@aiaa/volume';
import { blendPlanes } from './blend-planes.js';
import type { SamplePlane, Sampling } from './sampling.js';
import { takePlanes } from './take-planes.js';

/** Writes any plane of the volume that a sampling describes, into voxels of its dtype that are 0. */
export function planeSampler(sampling: Sampling): SamplePlane {
  const { source, to, dtype, blended, values, axes } = sampling;
  const samplePlane = blended ? blendPlanes(sampling) : takePlanes(sampling);
  const scratch =
    blended || dtype === source.dtype ? undefined : allocateVoxels(source.dtype, to.size[0] * to.size[1]);
  const fillGaps = gapFiller(sampling);
  return (channel, z, plane) => {
    if (axes[2].taps.low[z] >= 0) {
      samplePlane(channel, z, scratch ?? plane);
      changeValues(scratch ?? plane, values, plane);
    }
    fillGaps(z, plane);
  };
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
function gapFiller({ to, axes, outside, ...how }: Sampling): (z: number, plane: Voxels) => void {
  const isThereAlready = !how.blended && how.values.length === 0 && Object.is(outside, 0);
  if (isThereAlready) return () => undefined;
  const [columns, rows] = axes.map(({ taps }) => gapsOf(taps.low));
  const [width, height] = to.size;
  return (z, plane) => {
    if (axes[2].taps.low[z] < 0) {
      plane.fill(outside);
      return;
    }
    for (const { from, end } of rows) plane.fill(outside, from * width, end * width);
    for (const { from, end } of columns)
      for (let row = 0; row < width * height; row += width) plane.fill(outside, row + from, row + end);
  };
}

interface Gap {
  readonly from: number;
  readonly end: number;
}

function gapsOf(low: Int32Array): readonly Gap[] {
  const gaps: Gap[] = [];
  for (let index = 0; index < low.length; index++) {
    if (low[index] >= 0) continue;
    const next = low.findIndex((tap, at) => at > index && tap >= 0);
    const end = next === -1 ? low.length : next;
    gaps.push({ from: index, end });
    index = end;
  }
  return gaps;
}
