import type { Size } from '@aiaa/volume';
import { UnsupportedImage } from '@aiaa/volume/errors';
import { quoted } from '../quoted.js';
import type { NrrdAxis } from './nrrd-header.js';

/** Which axes of the array are those of the volume. */
export interface AxisOrder {
  /** Two, or three. */
  readonly spatial: readonly NrrdAxis[];
  readonly size: Size;
  readonly channels: number;
  /** All channels, where their axis is the fastest; else 1, and each channel is a block. */
  readonly sideBySide: number;
}

/**
 * Finds the axes of space, and the one that is left for the channels, be it time or colour. An axis lies in space
 * when it has a direction; where the header gives none to any axis, when its kind does not say otherwise, and
 * then the first three at most. An axis of one sample, beside those, changes nothing.
 * @throws UnsupportedImage
 */
export function orderAxes(axes: readonly NrrdAxis[]): AxisOrder {
  const spatial = spatialAxes(axes);
  if (spatial.length < 2 || spatial.length > 3)
    throw new UnsupportedImage(
      `The image has ${spatial.length} of its axes in space (${named(axes)}); images with 2 or 3 there are read.`,
    );
  const others = axes.filter((axis) => !spatial.includes(axis) && axis.size > 1);
  if (others.length > 1)
    throw new UnsupportedImage(
      `The image has ${others.length} axes beside those of space (${named(others)}); one is read, as channels.`,
    );
  const [x, y, z] = spatial;
  const size: Size = [x.size, y.size, spatial.length === 3 ? z.size : 1];
  const [channelAxis] = others;
  return channelAxis === undefined
    ? { spatial, size, channels: 1, sideBySide: 1 }
    : {
        spatial,
        size,
        channels: channelAxis.size,
        sideBySide: isFastest(channelAxis, spatial, axes) ? channelAxis.size : 1,
      };
}

function spatialAxes(axes: readonly NrrdAxis[]): readonly NrrdAxis[] {
  const oriented = axes.filter(({ direction }) => direction !== undefined);
  return oriented.length > 0 ? oriented : axes.filter(({ kind }) => maybeSpatial(kind)).slice(0, 3);
}

/** An axis of unknown kind is one of the domain (teem's nrrdDomainAxesGet). */
const maybeSpatial = (kind: string | undefined): boolean =>
  kind === undefined || kind === 'domain' || kind === 'space';

/** The kinds (NRRD format, section 6) whose samples mean nothing when taken one by one. */
const INSEPARABLE = /complex|quaternion|matrix|tensor/;

function isFastest(axis: NrrdAxis, spatial: readonly NrrdAxis[], axes: readonly NrrdAxis[]): boolean {
  if (axis.kind !== undefined && INSEPARABLE.test(axis.kind))
    throw new UnsupportedImage(
      `Each voxel of the image is of kind ${quoted(axis.kind)}, ${axis.size} numbers; scalars, vectors and colours are read.`,
    );
  const place = axes.indexOf(axis);
  const places = spatial.map((one) => axes.indexOf(one));
  if (places.every((one) => place < one)) return true;
  if (places.every((one) => place > one)) return false;
  throw new UnsupportedImage(
    `The axis of the channels lies between those of space (${named(axes)}); it must be the first or the last.`,
  );
}

const named = (axes: readonly NrrdAxis[]): string =>
  axes.map(({ kind = 'axis', size }) => `${quoted(kind.slice(0, 30)).slice(1, -1)} x ${size}`).join(', ');
