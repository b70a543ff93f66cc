/**
 * How much each voxel of a window counts where windows overlap (MONAI `compute_importance_map`, `gaussian`): a
 * Gaussian about the window's centre with sigma = `sigmaScale` * length on each axis. MONAI clamps it from
 * below, so that no voxel is left without weight.
 */
export function importanceMap(dims: readonly [number, number, number], sigmaScale: number): Float32Array {
  const map = new Float32Array(dims[0] * dims[1] * dims[2]);
  const [first, second, third] = dims.map((length) => bell(length, sigmaScale * length));
  let at = 0;
  let least = Infinity;
  for (const a of first) {
    for (const b of second) {
      const row = Math.fround(a * b);
      for (const c of third) {
        const weight = Math.fround(row * c);
        least = Math.min(least, weight);
        map[at++] = weight;
      }
    }
  }
  const floor = Math.max(least, 0.001);
  return map.map((weight) => Math.max(weight, floor));
}

const bell = (length: number, sigma: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => Math.exp(-((at - (length - 1) / 2) ** 2) / (2 * sigma ** 2)));
