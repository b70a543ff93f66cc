import { makeVolume, type Volume } from '@aiaa/volume';

/** The same values in float32; a float32 volume is given back as it is. */
export function asFloat32(volume: Volume): Volume<'float32'> {
  const { voxels, size, affine, channels } = volume;
  const floats = voxels instanceof Float32Array ? voxels : new Float32Array(voxels);
  return makeVolume<'float32'>({ voxels: floats, size, affine, channels });
}
