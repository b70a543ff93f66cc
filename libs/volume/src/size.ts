/** The size of a grid in voxels, always `[x, y, z]`; x is the axis that varies fastest in memory. */
export type Size = readonly [x: number, y: number, z: number];

export const voxelCount = (size: Size): number => size[0] * size[1] * size[2];

/** Where voxel (x, y, z) lies in an array of this size: x fastest, then y, then z. */
export const linearIndex = (size: Size, x: number, y: number, z: number): number =>
  x + size[0] * (y + size[1] * z);

export const sameSize = (a: Size, b: Size): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
