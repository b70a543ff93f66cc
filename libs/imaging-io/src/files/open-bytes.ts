import type { ByteSource } from '../bytes/byte-source.js';
import { fileSource } from '../bytes/file-source.js';
import { inflateSource, type InflateOptions } from '../bytes/inflate-source.js';
import { memorySource } from '../bytes/memory-source.js';
import { peekableSource, type PeekableSource } from '../bytes/peekable-source.js';
import type { ImageFile } from '../image.js';
import { SNIFFED_BYTES, findFormat } from '../sniff-format.js';
import { openOnDisk } from './open-on-disk.js';

/** The bytes of a file: inflated when it is gzip, whatever it is called. */
export async function openBytes(file: ImageFile, options: InflateOptions = {}): Promise<PeekableSource> {
  const stored = peekableSource(await openStored(file, options.signal));
  try {
    const gzip = findFormat(await stored.peek(SNIFFED_BYTES), '') === 'gzip';
    return gzip ? peekableSource(inflateSource(stored, 'gzip', options)) : stored;
  } catch (error) {
    await stored.close();
    throw error;
  }
}

async function openStored(file: ImageFile, signal: AbortSignal | undefined): Promise<ByteSource> {
  if ('bytes' in file) return memorySource(file.bytes);
  const { handle, bytes } = await openOnDisk(file);
  return fileSource(handle, bytes, signal);
}
