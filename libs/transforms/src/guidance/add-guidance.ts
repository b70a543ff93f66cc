import type { SpatialStep } from '../step.js';
import { carryGuidance } from './carry-guidance.js';
import type { Guidance, GuidedStep } from './guided-step.js';

/**
 * Clicks on the voxels of a file, on the grid that a step made of it (MONAI's AddGuidanceFromPoints). MONAI
 * knows only files that were resampled; here clicks follow through whatever the step did, on any orientation.
 */
export const addGuidance = (step: SpatialStep, guidance: Guidance): GuidedStep => ({
  step,
  guidance: carryGuidance(step.maps, guidance),
});
