import { voxelCount, type Size, type Voxels } from '@aiaa/volume';
import { LimitExceeded, MalformedImage } from '@aiaa/volume/errors';
import type { ByteSource } from '../bytes/byte-source.js';
import { formatBytes } from '../bytes/format-bytes.js';
import { skipBytes, takeInto } from '../bytes/take-bytes.js';
import type { ReadLimits } from '../read-limits.js';
import { decodeVoxels, storedPart } from './decode-voxels.js';
import { separateChannels } from './interleave.js';
import { makeRoom } from './make-room.js';
import { storedBytes } from './stored-type.js';
import { codedBytes, type VoxelCoding } from './voxel-coding.js';

/** What a header says of the block of numbers that follows. */
export interface VoxelBlock {
  readonly coding: VoxelCoding;
  readonly size: Size;
  readonly channels: number;
  /** How many channels of a voxel lie side by side in the file; 1 when left out: each channel is a block. */
  readonly sideBySide?: number;
  /** Bytes to leave out before the first number. */
  readonly skip: number;
}

/**
 * Reads the voxels that a header declares: judges the declaration before any memory is taken, takes it once, and
 * swaps and scales the numbers where they lie. Channels that lie side by side are separated, which takes a second copy.
 * @throws LimitExceeded, MalformedImage
 */
export async function readVoxels(source: ByteSource, block: VoxelBlock, limits: ReadLimits): Promise<Voxels> {
  const { coding, size, channels, sideBySide = 1, skip } = block;
  const count = voxelCount(size) * channels;
  const copies = sideBySide === 1 ? 1 : 2;
  assertWithinLimit(block, copies * codedBytes(coding, count), limits);
  assertEnoughBytes(skip + count * storedBytes(coding.stored), source);
  await skipBytes(source, skip, 'bytes before the voxels');
  const memory = makeRoom('uint8', codedBytes(coding, count)).buffer;
  await takeInto(source, storedPart(coding, count, memory), 'voxels');
  await source.finish();
  return separateChannels(decodeVoxels(coding, count, memory), sideBySide);
}

function assertWithinLimit(
  { size, channels, skip }: VoxelBlock,
  bytes: number,
  { decodedBytes }: ReadLimits,
): void {
  if (skip + bytes <= decodedBytes) return;
  const dims = channels === 1 ? size : [...size, channels];
  const where = skip > bytes ? 'with the bytes before them' : 'in memory';
  const what = `${dims.join(' x ')} voxels, ${formatBytes(skip + bytes)} ${where}`;
  throw new LimitExceeded(`The header declares ${what}; the limit is ${formatBytes(decodedBytes)}.`);
}

/** Before anything is allocated: a short file that claims a large image costs nothing. */
function assertEnoughBytes(bytes: number, source: ByteSource): void {
  if (bytes <= source.atMost) return;
  const [declared, held] = [formatBytes(bytes), formatBytes(source.atMost)];
  throw new MalformedImage(
    `The header declares ${declared} after it; the file can hold no more than ${held}: it is cut short.`,
  );
}
