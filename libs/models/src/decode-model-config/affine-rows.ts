import { affineFromColumns, invertAffine, type Affine, type Vector3 } from '@aiaa/volume';
import type { JsonCursor } from './json-cursor.js';

const EXPECTED = 'four rows of four numbers that take voxels to millimetres, the last row 0, 0, 0, 1';

/** A matrix from voxels to the world, as numpy writes one: a list of rows. */
export function affineRows(cursor: JsonCursor): Affine {
  const rows = cursor.list().map((row) => row.list().map((cell) => cell.number()));
  if (rows.length !== 4 || rows.some((row) => row.length !== 4)) cursor.refuse(EXPECTED);
  const [x, y, z, last] = rows;
  if (x === undefined || y === undefined || z === undefined || last?.join() !== '0,0,0,1') {
    return cursor.refuse(EXPECTED);
  }
  const column = (at: 0 | 1 | 2 | 3): Vector3 => [x[at] ?? NaN, y[at] ?? NaN, z[at] ?? NaN];
  const affine = affineFromColumns([column(0), column(1), column(2)], column(3));
  try {
    invertAffine(affine);
  } catch {
    cursor.refuse('an affine that has an inverse');
  }
  return affine;
}
