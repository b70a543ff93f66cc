import { channelOf, makeVolume, voxelCount, type Grid, type Size, type Volume } from '@aiaa/volume';

/** The axis that gets another length, in an array of this size. */
export interface AxisPass {
  readonly size: Size;
  readonly axis: 0 | 1 | 2;
  readonly length: number;
}

/** Gives one axis another length. */
export type PassAlong = (source: Float64Array, pass: AxisPass) => Float64Array;

/** A volume made larger or smaller, one axis after the other; in float64, rounded to float32 once. */
export function alongAxes(volume: Volume, to: Grid, passAlong: PassAlong): Volume<'float32'> {
  const { channels, size } = volume;
  const count = voxelCount(to.size);
  const voxels = new Float32Array(count * channels);
  for (let c = 0; c < channels; c++) {
    let values: Float64Array = new Float64Array(channelOf(volume, c));
    let current: Size = size;
    for (const axis of [0, 1, 2] as const) {
      values = passAlong(values, { size: current, axis, length: to.size[axis] });
      const along = (a: 0 | 1 | 2): number => (a <= axis ? to.size[a] : size[a]);
      current = [along(0), along(1), along(2)];
    }
    voxels.set(values, c * count);
  }
  return makeVolume<'float32'>({ voxels, size: to.size, affine: to.affine, channels });
}

/** How many values lie before the next index of an axis, and how many times its indices are run through. */
export const aroundAxis = ({ size, axis }: AxisPass): { readonly inner: number; readonly outer: number } => ({
  inner: size.slice(0, axis).reduce((product, along) => product * along, 1),
  outer: size.slice(axis + 1).reduce((product, along) => product * along, 1),
});
