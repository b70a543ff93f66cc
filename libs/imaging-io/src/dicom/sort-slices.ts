import type { Affine } from '@aiaa/volume';
import { BrokenInvariant } from '@aiaa/volume/errors';
import type { SourceFrame } from './instance.js';

/** Frames that are the slices of one volume. */
export interface SliceStack {
  /** In the order of k: along the normal of the planes, rows x columns. */
  readonly slices: readonly SourceFrame[];
  /** Voxel to world, RAS+, millimetres; x along a row, y down a column, z along the normal (ITK's order). */
  readonly affine: Affine;
  /** One sentence for each thing that was decided where the series left a doubt. */
  readonly warnings: readonly string[];
}

/**
 * Puts the frames of a series in order, as ITK does: by their positions along the normal of their planes, never by
 * instance numbers or slice locations.
 * @throws MalformedImage, UnsupportedImage, LimitExceeded
 */
export function sortSlices(frames: readonly SourceFrame[]): SliceStack {
  throw new BrokenInvariant(`${frames.length} frames cannot be sorted yet.`);
}
