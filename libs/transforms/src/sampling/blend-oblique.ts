import { makeVolume, voxelCount, type Affine, type Grid, type Size, type Volume } from '@aiaa/volume';
import { roundHalfEven } from '../round-half-even.js';
import { blendable, type Blendable } from './blendable.js';
import { padPosition, type PaddingMode } from './padding.js';
import { stridesOf } from './strides.js';

export interface ObliqueOptions {
  /** Takes a voxel of the target to its place in the source. */
  readonly matrix: Affine;
  readonly mode: 'bilinear' | 'nearest';
  readonly paddingMode: PaddingMode;
}

/** Interpolation through a matrix that mixes the axes: every voxel of the target is placed by itself. */
export function blendOblique(volume: Volume, to: Grid, options: ObliqueOptions): Volume<'float32'> {
  const { channels, size } = volume;
  const [from, count] = [voxelCount(size), voxelCount(to.size)];
  const voxels = new Float32Array(count * channels);
  const source = blendable(volume.voxels);
  const corners = new Corners(size, options);
  const { offsets, weights } = corners;
  for (let z = 0, at = 0; z < to.size[2]; z++) {
    for (let y = 0; y < to.size[1]; y++) {
      for (let x = 0; x < to.size[0]; x++, at++) {
        corners.place(x, y, z);
        for (let c = 0; c < channels; c++)
          voxels[at + c * count] = weighedSum(source, c * from, offsets, weights);
      }
    }
  }
  return makeVolume<'float32'>({ voxels, size: to.size, affine: to.affine, channels });
}

function weighedSum(source: Blendable, base: number, offsets: Int32Array, weights: Float64Array): number {
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    if (weights[corner] !== 0) sum += weights[corner] * source[base + offsets[corner]];
  }
  return sum;
}

/** The eight source voxels around one target voxel, found anew by each `place`; one outside has no weight. */
class Corners {
  readonly offsets = new Int32Array(8);
  readonly weights = new Float64Array(8);
  private readonly strides: readonly [number, number, number];

  constructor(
    private readonly size: Size,
    private readonly options: ObliqueOptions,
  ) {
    this.strides = stridesOf(size);
  }

  place(x: number, y: number, z: number): void {
    const { size, strides, offsets, weights } = this;
    const { matrix, mode, paddingMode } = this.options;
    offsets.fill(0);
    weights.fill(1);
    for (let axis = 0; axis < 3; axis++) {
      const row = 4 * axis;
      const carried = matrix[row] * x + matrix[row + 1] * y + matrix[row + 2] * z + matrix[row + 3];
      const padded = padPosition(carried, size[axis], paddingMode);
      const place = mode === 'nearest' ? roundHalfEven(padded) : padded;
      const low = Math.floor(place);
      for (let corner = 0; corner < 8; corner++) {
        const high = (corner >> axis) & 1;
        const index = low + high;
        const inside = index >= 0 && index < size[axis];
        weights[corner] *= inside ? (high === 1 ? place - low : 1 - place + low) : 0;
        offsets[corner] += inside ? index * strides[axis] : 0;
      }
    }
  }
}
