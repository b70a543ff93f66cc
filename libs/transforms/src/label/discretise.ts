import { allocateLabels, makeLabelMap, voxelCount, type LabelMap } from '@aiaa/volume';
import { highestLabel, type Scores } from '../scores.js';

/**
 * Scores decided on their own grid, as MONAI's AsDiscrete does: the class with the highest score, the lowest
 * class on a tie; or 1 from the threshold up.
 * @throws BrokenInvariant when a threshold meets several channels.
 */
export function discretise(scores: Scores): LabelMap {
  const { volume, decide } = scores;
  const labels = allocateLabels(volume, highestLabel(scores));
  if (decide.kind === 'threshold') {
    const { voxels } = volume;
    for (let at = 0; at < voxels.length; at++) labels[at] = voxels[at] >= decide.at ? 1 : 0;
  } else {
    pickHighest(volume.voxels, voxelCount(volume.size), labels);
  }
  return makeLabelMap(volume, labels);
}

function pickHighest(scores: Float32Array, count: number, labels: Uint8Array | Uint16Array): void {
  const total = scores.length;
  for (let at = 0; at < count; at++) {
    let best = scores[at];
    let label = 0;
    for (let place = at + count, channel = 1; place < total; place += count, channel++) {
      if (scores[place] > best) {
        best = scores[place];
        label = channel;
      }
    }
    labels[at] = label;
  }
}
