import { seededNumbers } from '@aiaa/inference/testing';
import {
  allocateLabels,
  linearIndex,
  makeLabelMap,
  makeVolume,
  voxelCount,
  type Affine,
  type LabelMap,
  type Size,
  type Volume,
} from '@aiaa/volume';

export interface PhantomOptions {
  readonly size: Size;
  readonly affine: Affine;
  /** Whether the object holds this voxel. */
  readonly isInside: (x: number, y: number, z: number) => boolean;
  /** What the object is worth, what the rest is, and how far noise goes to each side. Default 140, 60 and 8. */
  readonly values?: readonly [inside: number, outside: number, noise: number];
}

export interface Phantom {
  readonly image: Volume<'float32'>;
  readonly truth: LabelMap;
}

/** One object in seeded noise. */
export function clickPhantom({ size, affine, isInside, values = [140, 60, 8] }: PhantomOptions): Phantom {
  const [inside, outside, most] = values;
  const noise = seededNumbers(7, voxelCount(size));
  const voxels = new Float32Array(noise.length);
  const truth = allocateLabels({ size, affine }, 1);
  for (let z = 0; z < size[2]; z++)
    for (let y = 0; y < size[1]; y++)
      for (let x = 0; x < size[0]; x++) {
        const at = linearIndex(size, x, y, z);
        if (isInside(x, y, z)) truth[at] = 1;
        voxels[at] = (truth[at] === 1 ? inside : outside) + most * noise[at];
      }
  return {
    image: makeVolume<'float32'>({ voxels, size, affine }),
    truth: makeLabelMap({ size, affine }, truth),
  };
}
