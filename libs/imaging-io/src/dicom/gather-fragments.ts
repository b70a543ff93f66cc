import { MalformedImage } from '@aiaa/volume/errors';
import type { StoredFile } from '../files/stored-file.js';
import { quoted } from '../quoted.js';
import type { Instance } from './instance.js';
import type { ByteRange, FramePieces } from './locate-frames.js';

/**
 * Which fragments make up which frame (PS3.5, A.4): all of them the only frame, one each where they are as many as the
 * frames, else as an offset table says, else as the streams begin.
 * @throws MalformedImage when none of that fits.
 */
export async function gatherFragments(
  instance: Instance,
  dataSet: StoredFile,
  [offsetTable, ...fragments]: readonly ByteRange[],
): Promise<FramePieces> {
  const count = instance.frames.length;
  if (offsetTable !== undefined && fragments.length > 0) {
    if (count === 1) return [fragments];
    if (fragments.length === count) return fragments.map((fragment) => [fragment]);
    const told = instance.pixelData.extendedOffsets;
    const offsets = told.length > 0 ? told : await basicOffsets(offsetTable, dataSet);
    const starts = new Set(offsets);
    const first = fragments[0]?.start ?? 0;
    const byTable = cutAt(fragments, ({ start }) => Promise.resolve(starts.has(start - first)));
    if (offsets.length === count && (await byTable).length === count) return byTable;
    const byStart = await cutAt(fragments, (fragment) => beginsStream(fragment, dataSet));
    if (byStart.length === count) return byStart;
  }
  throw new MalformedImage(
    `The pixels of ${quoted(instance.name)} are in ${fragments.length} pieces that make no ${count} frames.`,
  );
}

async function cutAt(
  fragments: readonly ByteRange[],
  begins: (fragment: ByteRange) => Promise<boolean>,
): Promise<FramePieces> {
  const frames: ByteRange[][] = [];
  for (const fragment of fragments) {
    const latest = frames.at(-1);
    if (latest === undefined || (await begins(fragment))) frames.push([fragment]);
    else latest.push(fragment);
  }
  return frames;
}

async function basicOffsets({ start, length }: ByteRange, dataSet: StoredFile): Promise<readonly number[]> {
  const bytes = await dataSet.readAt(start, length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => view.getUint32(4 * at, true));
}

/** FFD8 begins a JPEG or JPEG-LS stream, FF4F one of JPEG 2000. */
async function beginsStream({ start }: ByteRange, dataSet: StoredFile): Promise<boolean> {
  const [a, b] = await dataSet.readAt(start, 2);
  return a === 0xff && (b === 0xd8 || b === 0x4f);
}
