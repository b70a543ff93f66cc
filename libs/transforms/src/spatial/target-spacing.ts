import type { Vector3 } from '@aiaa/volume';

export interface TargetSpacing {
  /** Millimetres per voxel; the last counts for axes that are not named. 0 or less, or NaN, keeps an axis. */
  readonly pixdim: readonly number[];
  /** A current spacing from here on, up to `pixdim`, is kept. */
  readonly minPixdim?: readonly number[];
  /** A current spacing up to here, from `pixdim` on, is kept. */
  readonly maxPixdim?: readonly number[];
}

/** A spacing that differs by no more than this from what is wanted is kept (MONAI's Spacing). */
const CLOSE_MM = 1e-3;

/** The spacing that MONAI's Spacing asks for, given the current one. */
export function targetSpacing(
  current: Vector3,
  { pixdim, minPixdim = [], maxPixdim = [] }: TargetSpacing,
): Vector3 {
  const along = (axis: 0 | 1 | 2): number => {
    const now = current[axis];
    const wanted = pixdim[axis] ?? pixdim.at(-1) ?? NaN;
    if (!(wanted > 0)) return now;
    const low = Math.min(bound(minPixdim[axis]) ?? wanted, wanted);
    const high = Math.max(bound(maxPixdim[axis]) ?? wanted, wanted);
    return now >= low - CLOSE_MM && now <= high + CLOSE_MM ? now : wanted;
  };
  return [along(0), along(1), along(2)];
}

/** MONAI writes a bound that is not set as NaN. */
const bound = (value: number | undefined): number | undefined =>
  value === undefined || Number.isNaN(value) ? undefined : value;
