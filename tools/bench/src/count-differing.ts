/** At how many places two arrays of one length hold different values. */
export function countDiffering(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let count = 0;
  for (let at = 0; at < a.length; at++) count += a[at] === b[at] ? 0 : 1;
  return count;
}
