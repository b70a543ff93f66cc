import { makeStep, type SpatialTransform } from '../step.js';
import { carryGuidance } from './carry-guidance.js';
import type { GuidedTransform } from './guided-step.js';

/** Any transform, the clicks carried along: of MONAI's Resize it makes Resize and ResizeGuidance in one. */
export const withGuidance =
  (transform: SpatialTransform): GuidedTransform =>
  ({ step, guidance }) => {
    const { volume, maps } = transform(step.volume);
    return {
      step: makeStep(volume, [...step.maps, ...maps]),
      guidance: carryGuidance(maps, guidance),
    };
  };
