/** What lies along depth, x and y, along x, y and z; where only a plane's x and y are told, z is `depth`. */
export const depthLast = (
  written: readonly [number, number] | readonly [number, number, number],
  depth: number,
): readonly [number, number, number] =>
  written.length === 2 ? [...written, depth] : [written[1], written[2], written[0]];
