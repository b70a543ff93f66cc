import { largestComponent } from '@aiaa/transforms';
import { allocateLabels, countLabels, makeLabelMap, type LabelMap, type VoxelIndex } from '@aiaa/volume';
import { deepestVoxel } from './deepest-voxel.js';

export interface SimulatedClick {
  readonly list: 'foreground' | 'background';
  readonly voxel: VoxelIndex;
}

/**
 * Where somebody who knows the truth would click next: the middle of the largest piece that is missing or too much
 * (as DeepGrow was trained: Sakinis, arXiv:1903.08205). Undefined where nothing is wrong.
 */
export function nextClick(truth: LabelMap, found: LabelMap): SimulatedClick | undefined {
  const missing = largestComponent(butNot(truth, found));
  const tooMuch = largestComponent(butNot(found, truth));
  const isMissing = volumeOf(missing) >= volumeOf(tooMuch);
  const voxel = deepestVoxel(isMissing ? missing : tooMuch);
  return voxel === undefined ? undefined : { list: isMissing ? 'foreground' : 'background', voxel };
}

const volumeOf = (mask: LabelMap): number => countLabels(mask)[1] ?? 0;

function butNot(mask: LabelMap, other: LabelMap): LabelMap {
  const voxels = allocateLabels(mask, 1);
  for (let at = 0; at < voxels.length; at++)
    if (mask.voxels[at] > 0 && other.voxels[at] === 0) voxels[at] = 1;
  return makeLabelMap(mask, voxels);
}
