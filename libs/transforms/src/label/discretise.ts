import {
  allocateLabels,
  makeLabelMap,
  voxelCount,
  type LabelDtype,
  type LabelMap,
  type Volume,
  type Voxels,
} from '@aiaa/volume';
import { highestLabel, labelOf, thresholdOf, type Scores } from '../scores.js';

/**
 * Scores decided on their own grid, as MONAI's AsDiscrete does: the class with the highest score, the lowest
 * class on a tie; or 1 from the threshold up. A threshold before the arg-max leaves background where no
 * class reaches it.
 * @throws BrokenInvariant when a threshold alone meets several channels.
 */
export function discretise(scores: Scores): LabelMap {
  const { volume, decide } = scores;
  const labels = allocateLabels(volume, highestLabel(scores));
  pickHighest(volume, thresholdOf(decide), labels);
  return makeLabelMap(volume, labels);
}

function pickHighest(
  volume: Volume<'float32'>,
  threshold: number | undefined,
  labels: Voxels<LabelDtype>,
): void {
  const { voxels: scores } = volume;
  const count = voxelCount(volume.size);
  for (let at = 0; at < count; at++) {
    let best = scores[at];
    let winner = 0;
    for (let place = at + count, channel = 1; place < scores.length; place += count, channel++) {
      if (scores[place] > best) {
        best = scores[place];
        winner = channel;
      }
    }
    labels[at] = labelOf(winner, best, threshold);
  }
}
