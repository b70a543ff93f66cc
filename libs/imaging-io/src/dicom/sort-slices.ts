import type { Affine } from '@aiaa/volume';
import { MalformedImage } from '@aiaa/volume/errors';
import { groupPlanes } from './group-planes.js';
import type { SourceFrame } from './instance.js';
import { orderByNumber } from './order-by-number.js';
import { placeStack } from './place-stack.js';
import { stackPositions } from './stack-positions.js';

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
 * instance numbers or slice locations. Of frames in several planes or of several sizes the largest group is taken, of
 * several frames at one position the first by time, acquisition, echo and number. Frames without positions are
 * stacked in the order of their numbers.
 * @throws MalformedImage when there is no frame, or rows and columns are not at right angles; UnsupportedImage when
 * the frames lie in too many directions for a volume.
 */
export function sortSlices(frames: readonly SourceFrame[]): SliceStack {
  const once = withoutTwins(frames);
  const { group, warnings } = groupPlanes(once.frames);
  const [first] = group;
  if (first === undefined) throw new MalformedImage('The series has no slices.');
  const located = first.frame.position !== undefined && first.frame.orientation !== undefined;
  const stack = located ? stackPositions(group) : orderByNumber(group);
  const place = placeStack(stack.slices, stack.step);
  return {
    slices: stack.slices,
    affine: place.affine,
    warnings: [...once.warnings, ...warnings, ...stack.warnings, ...place.warnings],
  };
}

/** A file that came twice brings each of its frames twice; two frames are one when instance and number are. */
function withoutTwins(frames: readonly SourceFrame[]): {
  readonly frames: readonly SourceFrame[];
  readonly warnings: readonly string[];
} {
  const known = new Set<string>();
  const once = frames.filter(({ instance: { sopInstanceUid }, frame }) => {
    const key = `${sopInstanceUid} ${frame.index}`;
    if (sopInstanceUid === '') return true;
    return !known.has(key) && known.add(key);
  });
  const twins = frames.length - once.length;
  return {
    frames: once,
    warnings:
      twins === 0 ? [] : [`The series has slices that came twice, ${twins} of them; each was taken once.`],
  };
}
