import { MalformedImage } from '@aiaa/volume/errors';

/**
 * Undoes the filter of a row where it lies (ISO/IEC 15948, 9.2). `above` is the row before, zeros for the first;
 * `step` is the bytes of a whole pixel, at least 1.
 * @throws MalformedImage when there is no such filter.
 */
export function unfilterRow(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  const undo = FILTERS[filter];
  if (undo === undefined) {
    throw new MalformedImage(`The PNG is damaged: one of its rows has filter ${filter}; there are 0 to 4.`);
  }
  undo(row, above, step);
}

type Undo = (row: Uint8Array, above: Uint8Array, step: number) => void;

/** None, Sub, Up, Average, Paeth. What lies left of a row counts as 0; a Uint8Array keeps the sum modulo 256. */
const FILTERS: readonly Undo[] = [
  () => undefined,
  (row, _above, step) => {
    for (let i = step; i < row.length; i++) row[i] += row[i - step];
  },
  (row, above) => {
    for (let i = 0; i < row.length; i++) row[i] += above[i];
  },
  (row, above, step) => {
    for (let i = 0; i < row.length; i++) row[i] += ((i < step ? 0 : row[i - step]) + above[i]) >> 1;
  },
  (row, above, step) => {
    for (let i = 0; i < row.length; i++) {
      row[i] += i < step ? above[i] : paeth(row[i - step], above[i], above[i - step]);
    }
  },
];

/** The one of left, up and upper left that is nearest to `left + up - upperLeft`, in that order. */
function paeth(left: number, up: number, upperLeft: number): number {
  const toLeft = Math.abs(up - upperLeft);
  const toUp = Math.abs(left - upperLeft);
  const toUpperLeft = Math.abs(left + up - 2 * upperLeft);
  if (toLeft <= toUp && toLeft <= toUpperLeft) return left;
  return toUp <= toUpperLeft ? up : upperLeft;
}
