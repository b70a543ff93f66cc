import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MaskToPolygonsRequest, PolygonsResult } from '@aiaa/annotator';
import type { Image } from '@aiaa/imaging-io';
import { joinSlices, packBorders, type PackedSlice } from '@aiaa/polygon';
import { labelMapOf, makeLabelMap, type LabelMap, type Volume } from '@aiaa/volume';
import { Cancelled, LimitExceeded, UnfitImage } from '@aiaa/volume/errors';
import type { Task } from './task.js';

/**
 * The borders of what lies in a mask, slice by slice.
 * @throws UnfitImage when the image has several channels; LimitExceeded when it has so many borders that it is hardly a
 * mask; Cancelled
 */
export async function tracePolygons(
  { morePoints, label }: MaskToPolygonsRequest,
  { volume, warnings }: Image,
  { timings, signal }: Pick<Task, 'timings' | 'signal'>,
): Promise<PolygonsResult> {
  const mask = foregroundOf(volume, label);
  const stack: PackedSlice[] = [];
  await timings.time('trace', async () => {
    let points = 0;
    for (const slice of packBorders(mask, { morePoints })) {
      if (signal.aborted) throw new Cancelled(undefined, { cause: signal.reason });
      points += slice.vertices.length + slice.coordinates.length / 2;
      assertFew(points, { z: stack.length, slices: mask.size[2] });
      stack.push(slice);
      await nextTurn(); // a cancel comes in between two slices
    }
  });
  return { kind: 'polygons', polygons: joinSlices(stack), timings: timings.stages, warnings };
}

/** Organs of a whole body have a tenth of that; what has more is an image, or noise. */
const MOST_POINTS = 2_000_000;

function assertFew(points: number, { z, slices }: { readonly z: number; readonly slices: number }): void {
  if (points <= MOST_POINTS) return;
  throw new LimitExceeded(
    `By slice ${z} of ${slices} the borders have more than ${MOST_POINTS} points: is this a mask? Pick one label of it, ` +
      'or leave points out with more_points.',
  );
}

/** Masks come in any type, float too: foreground is the label, or without one whatever is not 0. NaN is nothing. */
function foregroundOf(volume: Volume, label: number | undefined): LabelMap {
  assertOneChannel(volume);
  const { voxels, dtype } = volume;
  if (label === undefined && (dtype === 'uint8' || dtype === 'uint16')) return labelMapOf(volume);
  const foreground = new Uint8Array(voxels.length);
  for (let at = 0; at < voxels.length; at++) {
    const value = voxels[at];
    foreground[at] = (label === undefined ? value !== 0 && !Number.isNaN(value) : value === label) ? 1 : 0;
  }
  return makeLabelMap(volume, foreground);
}

function assertOneChannel({ channels }: Volume): void {
  if (channels === 1) return;
  throw new UnfitImage(`A mask has one channel; this image has ${channels}.`);
}
