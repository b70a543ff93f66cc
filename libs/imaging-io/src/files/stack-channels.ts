import {
  allocateVoxels,
  bytesPerVoxel,
  makeVolume,
  type Dtype,
  type Volume,
  type Voxels,
} from '@aiaa/volume';
import { BrokenInvariant, LimitExceeded } from '@aiaa/volume/errors';
import { formatBytes } from '../bytes/format-bytes.js';
import type { Image } from '../image.js';
import type { ReadLimits } from '../read-limits.js';
import { makeRoom } from '../voxels/make-room.js';
import { assertOneGrid } from './assert-one-grid.js';
import { nameOf, type FoundImage } from './image-set.js';

/**
 * Reads images of one grid as the channels of one volume, in their order; an image of several channels brings them
 * all. The rest is that of the first image, the warnings are those of all. No more than `limits.decodedBytes` are
 * held at any moment: the volume, and the image that is being added to it.
 * @throws MalformedImage when two images lie on different grids; LimitExceeded
 */
export async function stackChannels(
  images: readonly FoundImage[],
  limits: ReadLimits,
  read: (image: FoundImage, limits: ReadLimits) => Promise<Image>,
): Promise<Image> {
  const [first, ...others] = images;
  if (first === undefined) throw new BrokenInvariant('There is no image to read.');
  const image = await read(first, limits);
  if (others.length === 0) return image;
  const { size, affine, dtype } = image.volume;
  const warnings = new Set(image.warnings);
  let stack = added(
    { voxels: allocateVoxels(dtype, 0), dtype, filled: 0 },
    image.volume,
    others.length,
    limits,
  );
  for (const [at, other] of others.entries()) {
    const { volume, warnings: more } = await readWithin(other, limits, stack, read);
    assertOneGrid([nameOf(first.file), image.volume], [nameOf(other.file), volume]);
    more.forEach((warning) => warnings.add(warning));
    stack = added(stack, volume, others.length - at - 1, limits);
  }
  const voxels = stack.filled === stack.voxels.length ? stack.voxels : stack.voxels.slice(0, stack.filled);
  const channels = stack.filled / (size[0] * size[1] * size[2]);
  return { ...image, volume: makeVolume({ voxels, size, affine, channels }), warnings: [...warnings] };
}

/** Channels so far, and room for more. */
interface Stack {
  readonly voxels: Voxels;
  readonly dtype: Dtype;
  readonly filled: number;
}

async function readWithin(
  image: FoundImage,
  limits: ReadLimits,
  { voxels }: Stack,
  read: (image: FoundImage, limits: ReadLimits) => Promise<Image>,
): Promise<Image> {
  try {
    return await read(image, { ...limits, decodedBytes: limits.decodedBytes - voxels.byteLength });
  } catch (error) {
    if (error instanceof LimitExceeded) throw tooMuch(limits, error);
    throw error;
  }
}

/** The stack with one volume more. Room is made once for images that are all alike, again where one is not. */
function added(stack: Stack, volume: Volume, stillToCome: number, limits: ReadLimits): Stack {
  const dtype = stack.filled === 0 ? volume.dtype : commonDtype(stack.dtype, volume.dtype);
  const filled = stack.filled + volume.voxels.length;
  let { voxels } = stack;
  if (dtype !== stack.dtype || filled > voxels.length) {
    const length = filled + stillToCome * volume.voxels.length;
    const held = voxels.byteLength + volume.voxels.byteLength;
    if (held + length * bytesPerVoxel(dtype) > limits.decodedBytes) throw tooMuch(limits);
    voxels = makeRoom(dtype, length);
    voxels.set(stack.voxels.subarray(0, stack.filled));
  }
  voxels.set(volume.voxels, stack.filled);
  return { voxels, dtype, filled };
}

const EXACT_IN_FLOAT32: readonly Dtype[] = ['uint8', 'int8', 'uint16', 'int16', 'float32'];

/** The dtype that holds the voxels of both exactly. */
function commonDtype(a: Dtype, b: Dtype): Dtype {
  if (a === b) return a;
  return EXACT_IN_FLOAT32.includes(a) && EXACT_IN_FLOAT32.includes(b) ? 'float32' : 'float64';
}

const tooMuch = ({ decodedBytes }: ReadLimits, cause?: unknown): LimitExceeded =>
  new LimitExceeded(
    `The images together need more than ${formatBytes(decodedBytes)} in memory while they are read, which is the limit.`,
    { cause },
  );
