import { largestComponent } from '@aiaa/transforms';
import { countLabels, voxelIndex, type LabelMap, type VoxelIndex } from '@aiaa/volume';

/** Fewer voxels on a slice are no more than noise. */
const LEAST_VOXELS = 10;
const MOST_EXTRA_POINTS = 10;
const VOXELS_PER_EXTRA_POINT = 1000;

/**
 * Where to click on a mask of one slice so that a model of slices finds it again: the voxel deepest inside its
 * largest component, and one more for each 1,000 voxels of it, ten at most (MONAI Label's InferDeepgrowPipeline,
 * which draws those at random; here they are spread evenly over the component in scan order). None for less than
 * ten voxels.
 */
export function seedPoints(slice: LabelMap): readonly VoxelIndex[] {
  const component = largestComponent(slice);
  const count = countLabels(component)[1];
  if (count < LEAST_VOXELS) return [];
  const [width] = slice.size;
  const place = (at: number): VoxelIndex => voxelIndex(at % width, Math.floor(at / width), 0);
  const inside = [...component.voxels.keys()].filter((at) => component.voxels[at] > 0);
  const extra = Math.min(Math.floor(count / VOXELS_PER_EXTRA_POINT), MOST_EXTRA_POINTS);
  const spread = Array.from({ length: extra }, (_, n) => inside[Math.floor(((n + 0.5) * count) / extra)]);
  return [...new Set([deepest(component), ...spread])].map(place);
}

/** The voxel farthest from everything that is not in the mask, in steps along the axes; the first of several. */
function deepest({ voxels, size }: LabelMap): number {
  const [width, height] = size;
  const depth = new Uint32Array(voxels.length);
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : depth[y * width + x];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (voxels[y * width + x] > 0) depth[y * width + x] = 1 + Math.min(at(x - 1, y), at(x, y - 1));
  let best = 0;
  for (let y = height - 1; y >= 0; y--)
    for (let x = width - 1; x >= 0; x--) {
      const here = y * width + x;
      depth[here] = Math.min(depth[here], 1 + Math.min(at(x + 1, y), at(x, y + 1)));
      if (depth[here] >= depth[best]) best = here;
    }
  return best;
}
