import { BrokenInvariant, sameSize, type LabelMap } from '@aiaa/volume';
import { resizeLabels } from '../label/resize-labels.js';
import { restoreLabels } from '../restore-labels.js';
import { restoreMapByMap } from '../restore-map-by-map.js';
import type { GuidedStep } from './guided-step.js';
import { stretchesAxes } from './stretches-axes.js';

/**
 * Labels brought home as MONAI's RestoreLabel does with mode `nearest`: resized to the size of the crop, pasted
 * into zeros where it was cut, resized to the size of the image, and a slice put back among empty ones. It is
 * the way back of the clicks' truncated way forth, so that a mask of the voxel that a click came to holds the
 * click; `step.restore` samples where voxel centres lie instead, which may be the neighbour. MONAI resizes
 * whatever the resampling was; here what leans or turns the grid is undone by where its voxels lie.
 * @throws BrokenInvariant when the labels are not as large as the step's volume.
 */
export function restoreGuided({ step }: Pick<GuidedStep, 'step'>, labels: LabelMap): LabelMap {
  const { size } = step.volume;
  if (!sameSize(labels.size, size)) {
    throw new BrokenInvariant(
      `Labels of ${labels.size.join(' x ')} voxels do not lie on the grid of the step, ${size.join(' x ')}.`,
    );
  }
  return restoreMapByMap(labels, step.maps, (map, back) =>
    stretchesAxes(back) ? resizeLabels(map, back.from) : restoreLabels(back.from, [back], map),
  );
}
