import type { Voxels } from '@aiaa/volume';

/** The arrays that the blending loops read as they are; a loop over more kinds than four loses its speed in V8. */
export type Blendable = Uint8Array | Int16Array | Uint16Array | Float32Array;

/** The voxels themselves, or as float32: MONAI loads every image as float32. */
export function blendable(voxels: Voxels): Blendable {
  const kept =
    voxels instanceof Uint8Array ||
    voxels instanceof Int16Array ||
    voxels instanceof Uint16Array ||
    voxels instanceof Float32Array;
  return kept ? voxels : new Float32Array(voxels);
}
