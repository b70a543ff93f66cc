import type { Grid } from '@aiaa/volume';
import { MalformedImage } from '@aiaa/volume/errors';
import { quoted } from '../quoted.js';
import { gridDifference } from './grid-difference.js';

/**
 * The channels of one image lie on one grid.
 * @throws MalformedImage naming both and what differs
 */
export function assertOneGrid(
  [nameA, a]: readonly [name: string, grid: Grid],
  [nameB, b]: readonly [name: string, grid: Grid],
): void {
  const difference = gridDifference(a, b);
  if (difference === undefined) return;
  const [what, ofA, ofB] = difference;
  throw new MalformedImage(
    `${quoted(nameA)} and ${quoted(nameB)} lie on different grids: the ${what} is ${ofA} and ${ofB}; channels of one image need the same.`,
  );
}
