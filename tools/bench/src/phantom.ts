import { allocateVoxels, makeVolume, voxelCount, type Size, type Volume } from '@aiaa/volume';

/** The size, spacing and type of a common abdominal CT: 512 x 512 x 100 int16, 0.8 x 0.8 x 2.5 mm. */
const SIZE: Size = [512, 512, 100];

/** An ellipsoid body with two brighter organs and noise, so that the file compresses as a real scan does. */
export function ctLikePhantom(size: Size = SIZE): Volume<'int16'> {
  const voxels = allocateVoxels('int16', voxelCount(size));
  let seed = 12345;
  const noise = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return (seed >>> 24) / 4 - 32;
  };
  const inside = (p: readonly number[], centre: readonly number[], radius: number): boolean =>
    p.reduce((sum, value, axis) => sum + ((value - (centre[axis] ?? 0)) / radius) ** 2, 0) < 1;
  let at = 0;
  for (let z = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      for (let x = 0; x < size[0]; x++) {
        const p = [x / size[0], y / size[1], z / size[2]];
        const tissue = inside(p, [0.35, 0.5, 0.5], 0.12) || inside(p, [0.65, 0.45, 0.55], 0.15) ? 180 : 20;
        voxels[at++] = (inside(p, [0.5, 0.5, 0.5], 0.45) ? tissue : -1000) + noise();
      }
    }
  }
  return makeVolume<'int16'>({
    voxels,
    size,
    affine: [-0.8, 0, 0, 204, 0, -0.8, 0, 204, 0, 0, 2.5, -125, 0, 0, 0, 1],
  });
}
