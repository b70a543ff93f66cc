import type { VoxelPoint } from '@aiaa/volume';

/** Where a user clicked, in voxel indices of the image, as clients send them: not yet rounded or clamped. */
export interface Clicks {
  /** By what they say of their voxel: `foreground`, `background`, or the name of a label. */
  readonly lists: Readonly<Record<string, readonly VoxelPoint[]>>;
  /** The one slice that a model of slices is to look at; absent: the lowest that has a click. */
  readonly slice?: number;
  /** The last click: a model of slices looks at its slice, unless `slice` names one. */
  readonly current?: VoxelPoint;
  /** How large a crop around the clicks is to be, in voxels, in place of the model's own: x, y or depth, x, y. */
  readonly spatialSize?: readonly number[];
}
