import type { VoxelIndex } from '@aiaa/volume';
import type { SpatialStep } from '../step.js';

/**
 * What a user pointed at: one list of voxels per channel that shows them to a network, such as DeepGrow's
 * foreground and background, or one per label for DeepEdit.
 */
export type Guidance = readonly (readonly VoxelIndex[])[];

/** A step on the way from a file to a network, and the clicks on the grid of its volume. */
export interface GuidedStep {
  readonly step: SpatialStep;
  readonly guidance: Guidance;
}

export type GuidedTransform = (guided: GuidedStep) => GuidedStep;
