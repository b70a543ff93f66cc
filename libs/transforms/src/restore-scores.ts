import { allocateLabels, makeLabelMap, type Grid, type LabelMap } from '@aiaa/volume';
import type { GridMap } from './grid-map.js';
import { discretise } from './label/discretise.js';
import { restoreLabels } from './restore-labels.js';
import { decideOblique } from './sampling/decide-oblique.js';
import { decideSeparable } from './sampling/decide-separable.js';
import { scoreTaps, tapOffsets } from './sampling/score-taps.js';
import { walkAxes } from './sampling/walk-axes.js';
import { highestLabel, type Scores } from './scores.js';

/**
 * Scores from the end of a chain of maps, decided on the grid `home` where it began. Each voxel is carried to
 * the last grid that was resampled, the scores around it are interpolated and decided there and then: what
 * MONAI's inverse followed by AsDiscrete gives, without the scores ever filling the original grid.
 *
 * Interpolation cannot change what all eight neighbours agree on, so only voxels near a border of two labels
 * are interpolated at all.
 */
export function restoreScores(home: Grid, maps: readonly GridMap[], scores: Scores): LabelMap {
  const last = maps.findLastIndex(({ exact }) => !exact);
  const resampled = maps[last];
  if (resampled === undefined) return restoreLabels(home, maps, discretise(scores));
  const before = maps.slice(0, last + 1);
  const offsets = tapOffsets(resampled.to.size, maps.slice(last + 1), scores.volume.size);
  const target = allocateLabels(home, highestLabel(scores));
  const walk = walkAxes(home.size, before);
  if (walk === undefined) decideOblique(scores, { maps: before, offsets, size: home.size }, target);
  else decideSeparable(scores, scoreTaps(walk, offsets), target);
  return makeLabelMap(home, target);
}
