import type { Plane } from '@aiaa/volume';

/** A mask that was read from a file may hold as many labels as a byte does. */
const MOST_LABELS = 256;
/** Of the voxels on the border of a region so many, at least, belong to it with two of their four neighbours. */
const FLAT_SHARE = 0.9;

/**
 * Whether a plane is a mask, or a map of labels, and no image: integers, at most 256 of them, in flat regions. Two
 * values are a mask however they lie; with more, the voxels beside another value must be part of a region themselves,
 * which they are in a map of labels and are not where an image goes from dark to bright.
 */
export function isMaskLike(plane: Plane): boolean {
  const seen = new Set<number>();
  for (const value of plane.values) {
    if (seen.has(value)) continue;
    if (!Number.isInteger(value) || seen.size === MOST_LABELS) return false;
    seen.add(value);
  }
  return seen.size <= 2 || hasFlatRegions(plane);
}

function hasFlatRegions({ width, height, values }: Plane): boolean {
  let [borders, flat] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const here = values[at];
      // beyond the plane everything goes on as it is
      const alike =
        Number(x === 0 || values[at - 1] === here) +
        Number(x === width - 1 || values[at + 1] === here) +
        Number(y === 0 || values[at - width] === here) +
        Number(y === height - 1 || values[at + width] === here);
      if (alike === 4) continue;
      borders++;
      if (alike >= 2) flat++;
    }
  }
  return flat >= FLAT_SHARE * borders;
}
