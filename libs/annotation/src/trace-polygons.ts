import type { MaskToPolygonsRequest, PolygonsResult } from '@aiaa/annotator';
import type { Image } from '@aiaa/imaging-io';
import { maskToPolygons } from '@aiaa/polygon';
import { labelMapOf, makeLabelMap, type LabelMap, type Volume } from '@aiaa/volume';
import { UnfitImage } from '@aiaa/volume/errors';
import type { Timings } from './timings.js';

/**
 * The borders of what lies in a mask, slice by slice.
 * @throws UnfitImage when the image has several channels
 */
export async function tracePolygons(
  { morePoints, label }: MaskToPolygonsRequest,
  { volume, warnings }: Image,
  timings: Timings,
): Promise<PolygonsResult> {
  const rings = await timings.time('trace', () =>
    maskToPolygons(foregroundOf(volume, label), { morePoints }),
  );
  return { kind: 'polygons', rings, timings: timings.stages, warnings };
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
