import { allocateVoxels, voxelCount, type Volume } from '@aiaa/volume';
import { bitsOf, type Bits } from './bits.js';
import type { Places, SamplePlane } from './sampling.js';

/** A processor loads memory by lines of 64 bytes, and often the next one along with it. */
const LINES_BYTES = 128;

/**
 * Planes across the rows of the source, of which each holds one voxel of a row. They are taken many at a time, or
 * all memory would be loaded anew for each of them.
 */
export function takeSlabs(source: Volume, [alongX, alongY, alongZ]: Places): SamplePlane {
  const count = voxelCount(source.size);
  const bits = bitsOf(source.voxels);
  const thickness = LINES_BYTES / bits.BYTES_PER_ELEMENT;
  const area = alongX.length * alongY.length;
  // Planes that lie a power of two apart would push one another out of the cache: one line more keeps them apart.
  const stride = area + thickness;
  const slab = bitsOf(allocateVoxels(source.dtype, stride * Math.min(thickness, alongZ.length)));
  const alongRows = alongZ.map((place) => Math.max(place, 0)); // a plane without voxels is not asked for
  let loaded = { channel: -1, from: 0, end: 0 };
  return (channel, z, plane) => {
    if (loaded.channel !== channel || z < loaded.from || z >= loaded.end) {
      loaded = { channel, from: z, end: Math.min(z + thickness, alongZ.length) };
      const places = [alongX, alongY, alongRows.subarray(loaded.from, loaded.end)] as const;
      fillSlab(bits.subarray(channel * count, (channel + 1) * count), places, { slab, stride });
    }
    const at = (z - loaded.from) * stride;
    bitsOf(plane).set(slab.subarray(at, at + area));
  };
}

function fillSlab(
  source: Bits,
  [alongX, alongY, alongZ]: Places,
  { slab, stride }: { readonly slab: Bits; readonly stride: number },
): void {
  const width = alongX.length;
  for (let y = 0; y < alongY.length; y++) {
    for (let x = 0; x < width; x++) {
      if (alongX[x] < 0 || alongY[y] < 0) continue;
      const row = alongX[x] + alongY[y];
      for (let z = 0, at = y * width + x; z < alongZ.length; z++, at += stride)
        slab[at] = source[row + alongZ[z]];
    }
  }
}
