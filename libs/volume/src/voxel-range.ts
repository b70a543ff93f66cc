import type { Voxels } from './dtype.js';

/** Which values an image holds. */
export interface VoxelRange {
  /** The least and the greatest finite value; undefined when no voxel is finite. */
  readonly finite: readonly [least: number, greatest: number] | undefined;
  /** How many voxels are NaN or infinite. */
  readonly notFinite: number;
}

export function voxelRange(voxels: Voxels): VoxelRange {
  let [least, greatest, notFinite] = [Infinity, -Infinity, 0];
  for (let at = 0; at < voxels.length; at++) {
    const value = voxels[at];
    // A finite number minus itself is 0; NaN and the infinities give NaN.
    if (value - value !== 0) notFinite++;
    else {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  return { finite: notFinite === voxels.length ? undefined : [least, greatest], notFinite };
}
