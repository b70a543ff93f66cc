import { LimitExceeded, MalformedImage } from '@aiaa/volume/errors';
import type { StoredFile } from '../files/stored-file.js';
import { quoted } from '../quoted.js';
import { gatherFragments } from './gather-fragments.js';
import type { Instance } from './instance.js';
import { isNative } from './transfer-syntaxes.js';

/** Bytes of a file. */
export interface ByteRange {
  readonly start: number;
  readonly length: number;
}

/** The pieces that make up each frame, in the order in which the frames are stored. */
export type FramePieces = readonly (readonly ByteRange[])[];

/**
 * The bytes of one frame that is not compressed. Two pixels side by side share their colour in YBR_FULL_422; some
 * writers say so of frames in which they do not.
 */
export function nativeFrameBytes(instance: Instance): number {
  const { columns, rows, pixels, transferSyntax, pixelData, frames } = instance;
  const bytes = (columns * rows * pixels.samplesPerPixel * pixels.bitsAllocated) / 8;
  const shared = pixels.photometric === 'YBR_FULL_422' && isNative(transferSyntax);
  return shared && (pixelData.length ?? 0) < frames.length * bytes ? 2 * columns * rows : bytes;
}

/**
 * Where the frames of an instance lie in the bytes of its data set.
 * @throws MalformedImage when they are not all there.
 */
export async function locateFrames(instance: Instance, dataSet: StoredFile): Promise<FramePieces> {
  const { offset, length } = instance.pixelData;
  return length === undefined
    ? gatherFragments(instance, dataSet, await listFragments(instance, dataSet))
    : nativeFrames(instance, { start: offset, length }, dataSet.bytes);
}

function nativeFrames(instance: Instance, value: ByteRange, fileBytes: number): FramePieces {
  const { frames, name } = instance;
  const bytes = nativeFrameBytes(instance);
  if (frames.length * bytes > value.length) {
    throw new MalformedImage(
      `The pixels of ${quoted(name)} have ${value.length} bytes; its header needs ${frames.length * bytes}.`,
    );
  }
  if (value.length >= (frames.length + 1) * bytes) {
    throw new MalformedImage(
      `The pixels of ${quoted(name)} are those of ${Math.floor(value.length / bytes)} frames; its header declares ${frames.length}.`,
    );
  }
  if (value.start + frames.length * bytes > fileBytes) throw cutShort(name);
  return frames.map((_, index) => [{ start: value.start + index * bytes, length: bytes }]);
}

const ITEM = 0xfffee000;
const MOST_FRAGMENTS = 400_000;
/** Enough for many small items at once, little beside a large one. */
const WINDOW_BYTES = 4096;

/** The items of encapsulated pixels, the offset table first (PS3.5, A.4). */
async function listFragments(
  { name, pixelData }: Instance,
  dataSet: StoredFile,
): Promise<readonly ByteRange[]> {
  const fragments: ByteRange[] = [];
  let window = new Uint8Array(0);
  let windowAt = 0;
  for (let at = pixelData.offset; at + 8 <= dataSet.bytes;) {
    if (at < windowAt || at + 8 > windowAt + window.length) {
      window = new Uint8Array(await dataSet.readAt(at, WINDOW_BYTES));
      windowAt = at;
    }
    const view = new DataView(window.buffer, at - windowAt);
    // What is no item is the end of them, or what follows where that is missing.
    if (((view.getUint16(0, true) << 16) | view.getUint16(2, true)) >>> 0 !== ITEM) break;
    const fragment = { start: at + 8, length: view.getUint32(4, true) };
    if (fragment.start + fragment.length > dataSet.bytes) throw cutShort(name);
    if (fragments.length === MOST_FRAGMENTS) {
      throw new LimitExceeded(`The pixels of ${quoted(name)} are in more than ${MOST_FRAGMENTS} pieces.`);
    }
    fragments.push(fragment);
    at = fragment.start + fragment.length;
  }
  return fragments;
}

const cutShort = (name: string): MalformedImage =>
  new MalformedImage(`${quoted(name)} ends before its last pixel: it is cut short.`);
