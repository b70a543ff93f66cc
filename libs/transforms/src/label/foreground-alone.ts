import type { AxisNumber, LabelMap } from '@aiaa/volume';
import { gridOf } from '../grid-map.js';
import { DeferredVolume } from '../sampling/deferred-volume.js';
import { gather, type TakenAxis } from '../sampling/gather.js';
import { boxOfExtremes } from './box-of-extremes.js';
import { extremePoints } from './extreme-points.js';

/**
 * The same labels, deferred, as a box of foreground with nothing around it: whoever copies them onto a larger grid
 * leaves all of it as it is but for what that box covers.
 */
export function foregroundAlone(labels: LabelMap): LabelMap {
  const { min, max } = boxOfExtremes(extremePoints(labels));
  const along = (axis: AxisNumber): TakenAxis => {
    const isInside = (index: number) => index >= min[axis] && index < max[axis];
    return {
      axis,
      indices: Int32Array.from({ length: labels.size[axis] }, (_, at) => (isInside(at) ? at : -1)),
    };
  };
  return gather(new DeferredVolume(labels), [along(0), along(1), along(2)], gridOf(labels));
}
