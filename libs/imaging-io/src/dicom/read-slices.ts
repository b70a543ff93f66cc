import { bytesPerVoxel, voxelCount, type Dtype, type Size, type Voxels } from '@aiaa/volume';
import { LimitExceeded, MalformedImage } from '@aiaa/volume/errors';
import { formatBytes } from '../bytes/format-bytes.js';
import type { StoredFile } from '../files/stored-file.js';
import { quoted } from '../quoted.js';
import { makeRoom } from '../voxels/make-room.js';
import { assertReadable } from './assert-readable.js';
import { decodeFrame } from './decode-frame.js';
import { grouped } from './grouped.js';
import type { Instance, SourceFrame } from './instance.js';
import { locateFrames, nativeFrameBytes, type ByteRange } from './locate-frames.js';
import { openDataSet, type OpenOptions } from './open-data-set.js';
import { unpackFrame, type Unpack } from './pixel-codecs.js';
import { putSlice } from './put-slice.js';
import { readTables } from './look-up-tables.js';
import { lookUp } from './look-up.js';
import { seriesDtype } from './series-dtype.js';
import { TRANSFER_SYNTAXES, type PixelPacking } from './transfer-syntaxes.js';
import { openUnpackThreads } from './unpack-threads.js';
import { channelsOf } from './value-dtype.js';

/** Slices that are read: each channel one block, z slowest in it. */
export interface SliceVoxels {
  readonly voxels: Voxels;
  readonly size: Size;
  readonly channels: number;
}

/**
 * Reads the pixels of ordered slices of one size into one array, whose memory is judged and taken first; then each
 * file is opened once for every few frames, and who unpacks holds one frame at a time: this thread, or others where there
 * is much to unpack.
 * @throws LimitExceeded, MalformedImage, UnsupportedImage
 */
export async function readSlices(slices: readonly SourceFrame[], options: OpenOptions): Promise<SliceVoxels> {
  const [first] = slices;
  if (first === undefined) throw new MalformedImage('The series has no slices.');
  const places = placesOf(slices);
  for (const instance of places.keys()) assertReadable(instance);
  const size: Size = [first.instance.columns, first.instance.rows, slices.length];
  const channels = channelsOf(first.instance.pixels);
  const dtype = seriesDtype(slices);
  const room = { size, channels, dtype };
  assertFits(room, options);
  const voxels = makeRoom(dtype, voxelCount(size) * channels);
  await readAll(placesInParts(places), { voxels, ...room, ...options });
  return { voxels, size, channels };
}

/** A frame, and the slice that it becomes. */
interface SlicePlace {
  readonly source: SourceFrame;
  readonly k: number;
}

/** The slices that each file makes. */
const placesOf = (slices: readonly SourceFrame[]): ReadonlyMap<Instance, readonly SlicePlace[]> =>
  grouped(
    slices.map((source, k) => ({ source, k })),
    ({ source }) => source.instance,
  );

/** Frames of one file that are read together. */
type Part = readonly [instance: Instance, wanted: readonly SlicePlace[]];

/** So that the frames of one file can be shared as those of many are. */
const FRAMES_TOGETHER = 8;

const placesInParts = (places: ReadonlyMap<Instance, readonly SlicePlace[]>): readonly Part[] =>
  [...places].flatMap(([instance, wanted]) =>
    Array.from({ length: Math.ceil(wanted.length / FRAMES_TOGETHER) }, (_, part): Part => [
      instance,
      wanted.slice(part * FRAMES_TOGETHER, (part + 1) * FRAMES_TOGETHER),
    ]),
  );

/** Each who unpacks takes the next part when he is done with one; after a failure nobody takes any more. */
async function readAll(parts: readonly Part[], target: Target): Promise<void> {
  const effort = Math.max(...parts.map(([{ transferSyntax }]) => effortOf(transferSyntax)));
  const threads = openUnpackThreads(effort * target.voxels.length);
  const waiting = parts.values();
  let failed = false;
  const readRest = async (unpack: Unpack): Promise<void> => {
    for (const [instance, wanted] of waiting) {
      if (failed) return;
      await readFrames(instance, wanted, { ...target, unpack });
    }
  };
  try {
    const reading = (threads.unpackers.length > 0 ? threads.unpackers : [unpackFrame]).map(readRest);
    for (const one of reading) one.catch(() => (failed = true));
    const ends = await Promise.allSettled(reading);
    const failure = ends.find((end) => end.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
  } finally {
    await threads.close();
  }
}

/** How much work a sample is to unpack: one of JPEG 2000 is 1. */
const EFFORTS: Readonly<Record<PixelPacking, number>> = {
  native: 0,
  rle: 0,
  jpeg: 0.2,
  'jpeg-ls': 0.5,
  'jpeg-2000': 1,
  htj2k: 0.5,
};

function effortOf(transferSyntax: string): number {
  const packing = TRANSFER_SYNTAXES.get(transferSyntax)?.packing;
  return packing === undefined ? 0 : EFFORTS[packing];
}

type Target = Room & OpenOptions & { readonly voxels: Voxels };

interface Room {
  readonly size: Size;
  readonly channels: number;
  readonly dtype: Dtype;
}

function assertFits({ size, channels, dtype }: Room, { limits: { decodedBytes } }: OpenOptions): void {
  const bytes = voxelCount(size) * channels * bytesPerVoxel(dtype);
  if (bytes <= decodedBytes) return;
  const dims = channels === 1 ? size : [...size, channels];
  throw new LimitExceeded(
    `The series has ${dims.join(' x ')} voxels, ${formatBytes(bytes)} in memory; the limit is ${formatBytes(decodedBytes)}.`,
  );
}

async function readFrames(
  instance: Instance,
  wanted: readonly SlicePlace[],
  target: Target & { readonly unpack: Unpack },
): Promise<void> {
  const tables = await readTables(instance, target.signal);
  const dataSet = await openDataSet(instance, target);
  try {
    const pieces = await locateFrames(instance, dataSet);
    for (const { source, k } of wanted) {
      target.signal?.throwIfAborted();
      const bytes = await joined(instance, pieces[source.frame.index] ?? [], dataSet);
      putSlice(lookUp(await decodeFrame(instance, bytes, target.unpack), instance, tables), source, {
        ...target,
        k,
      });
    }
  } finally {
    await dataSet.close();
  }
}

/** Packed, a frame is hardly larger than unpacked. */
const mostFrameBytes = (instance: Instance): number => 2 * nativeFrameBytes(instance) + (1 << 20);

async function joined(
  instance: Instance,
  pieces: readonly ByteRange[],
  dataSet: StoredFile,
): Promise<Uint8Array> {
  const total = pieces.reduce((sum, { length }) => sum + length, 0);
  if (total > mostFrameBytes(instance)) {
    throw new MalformedImage(
      `A frame of ${quoted(instance.name)} has ${formatBytes(total)}, more than its pixels can need.`,
    );
  }
  const parts: Uint8Array[] = [];
  for (const { start, length } of pieces) {
    const part = await dataSet.readAt(start, length);
    if (part.length < length) {
      throw new MalformedImage(`${quoted(instance.name)} ends before its last pixel: it is cut short.`);
    }
    parts.push(part);
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}
