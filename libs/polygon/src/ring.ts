import type { PlanePoint } from '@aiaa/volume';

/**
 * A closed line through voxels of one slice: `[x, y]` = the first two voxel indices, the last vertex joins the
 * first and does not repeat it. Rings of traced masks may touch themselves, and have one vertex or two.
 */
export type Ring = readonly PlanePoint[];

/** The rings of one slice: outer borders and holes alike, told apart by even-odd, not by direction. */
export type SlicePolygons = readonly Ring[];

/** One entry per slice k of a volume; a slice where nothing lies is empty. */
export type PolygonStack = readonly SlicePolygons[];

/** Vertex `index` of a ring, counted round and round: -1 is the last one. */
export const vertexAt = (ring: Ring, index: number): PlanePoint =>
  ring[((index % ring.length) + ring.length) % ring.length];
