import type { PeekableSource } from '../bytes/peekable-source.js';
import { inflateSource } from '../bytes/inflate-source.js';
import { skipBytes, takeAll, takeInto } from '../bytes/take-bytes.js';
import { openBytes } from '../files/open-bytes.js';
import { openStoredFile, type StoredFile } from '../files/stored-file.js';
import type { ReadLimits } from '../read-limits.js';
import { SNIFFED_BYTES, findFormat } from '../sniff-format.js';
import type { Instance } from './instance.js';
import { nativeFrameBytes } from './locate-frames.js';

export interface OpenOptions {
  readonly limits: ReadLimits;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The bytes of an instance's data set, at any place of it: those of the file itself, or in memory where the file is
 * packed as a whole or its data set is deflated. Whoever opened it closes it.
 * @throws MalformedImage, LimitExceeded
 */
export async function openDataSet(instance: Instance, options: OpenOptions): Promise<StoredFile> {
  const { file, pixelData } = instance;
  const stored = await openStoredFile(file);
  try {
    const gzipped = findFormat(await stored.readAt(0, SNIFFED_BYTES), '') === 'gzip';
    if (!gzipped && !pixelData.deflated) return shifted(stored, pixelData.dataSetStart);
  } catch (error) {
    await stored.close();
    throw error;
  }
  await stored.close();
  return unpackedInMemory(instance, options);
}

/** The same file, counted from `start`. */
const shifted = (file: StoredFile, start: number): StoredFile => ({
  bytes: file.bytes - start,
  readAt: (position, count) => file.readAt(start + position, count),
  close: () => file.close(),
});

/** Of pixels that are not compressed no more is unpacked than the header declares, which was judged before. */
async function unpackedInMemory(instance: Instance, { limits, signal }: OpenOptions): Promise<StoredFile> {
  const { file, pixelData, frames } = instance;
  const packed = await openBytes(file, { signal });
  let source: PeekableSource | ReturnType<typeof inflateSource> = packed;
  try {
    await skipBytes(packed, pixelData.dataSetStart, 'header');
    if (pixelData.deflated) source = inflateSource(packed, 'deflate', { signal });
    await skipBytes(source, pixelData.offset, 'header');
    const bytes =
      pixelData.length === undefined
        ? await takeAll(source, limits.decodedBytes)
        : await taken(source, frames.length * nativeFrameBytes(instance));
    return shifted(await openStoredFile({ bytes, name: instance.name }), -pixelData.offset);
  } finally {
    await source.close();
  }
}

async function taken(source: Parameters<typeof takeInto>[0], count: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(count);
  await takeInto(source, bytes, 'pixels');
  return bytes;
}
