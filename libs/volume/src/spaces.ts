/**
 * Every space has its own point type, so that a millimetre can never index a voxel. This is the only file
 * that casts bare numbers into a space.
 */
declare const space: unique symbol;

type Triple = readonly [number, number, number];

/** A continuous place in a voxel grid: (0, 0, 0) is the centre of the first voxel. */
export type VoxelPoint = Triple & { readonly [space]: 'voxel' | 'voxel-index' };

/** A voxel of a grid: a VoxelPoint whose three coordinates are integers. */
export type VoxelIndex = Triple & { readonly [space]: 'voxel-index' };

/** A place in the patient, in millimetres, RAS+: x to the patient's right, y to the front, z to the head. */
export type WorldPoint = Triple & { readonly [space]: 'world' };

/** A place on one slice, `[x, y]` in voxels of the plane. */
export type PlanePoint = readonly [number, number] & { readonly [space]: 'plane' };

export const voxelPoint = (x: number, y: number, z: number): VoxelPoint => [x, y, z] as unknown as VoxelPoint;

export const worldPoint = (x: number, y: number, z: number): WorldPoint => [x, y, z] as unknown as WorldPoint;

export const planePoint = (x: number, y: number): PlanePoint => [x, y] as unknown as PlanePoint;

/** @throws RangeError when a coordinate is not an integer. */
export function voxelIndex(x: number, y: number, z: number): VoxelIndex {
  if (!Number.isInteger(x) || !Number.isInteger(y) || !Number.isInteger(z)) {
    throw new RangeError(`A voxel index has integer coordinates, not (${x}, ${y}, ${z}).`);
  }
  return [x, y, z] as unknown as VoxelIndex;
}

/** The voxel that holds a point; a coordinate halfway between two voxels goes to the higher. */
export const nearestVoxel = (point: VoxelPoint): VoxelIndex =>
  voxelIndex(Math.floor(point[0] + 0.5), Math.floor(point[1] + 0.5), Math.floor(point[2] + 0.5));
