import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Volume } from '@aiaa/volume';
import { Cancelled, UnsupportedImage } from '@aiaa/volume/errors';
import { fileSource, type ByteSource } from './byte-source.js';
import { gunzipSource } from './gzip.js';
import type { NiftiGeometry } from './nifti/nifti-geometry.js';
import { readNifti } from './nifti/read-nifti.js';
import { DEFAULT_LIMITS, type ReadLimits } from './read-limits.js';
import { SNIFFED_BYTES, sniffFormat } from './sniff-format.js';

export interface Image {
  readonly volume: Volume;
  readonly format: 'nifti';
  /** All that `writeNifti` needs to give a result the header of its image. */
  readonly nifti: NiftiGeometry;
  /** One sentence for each thing that was decided where the file left a doubt. */
  readonly warnings: readonly string[];
}

export interface ImageFile {
  readonly path: string;
  /** The name the file came with, when `path` is only where it was put. */
  readonly name?: string;
}

export interface ReadOptions {
  readonly limits?: Partial<ReadLimits>;
  readonly signal?: AbortSignal;
}

/**
 * Reads an image file, by its bytes, into a Volume in RAS+ millimetres.
 * @throws UnsupportedImage, MalformedImage, UnfitImage, LimitExceeded; Cancelled when the signal aborts. What the
 * file system refuses (no such file, no permission) comes as it is.
 */
export async function readImage(file: ImageFile, options: ReadOptions = {}): Promise<Image> {
  const { signal } = options;
  if (signal?.aborted) throw new Cancelled();
  const name = file.name ?? basename(file.path);
  const source = await openBytes(file.path, name, signal);
  try {
    const start = await firstBytes(source);
    if (sniffFormat(start, name) === 'gzip')
      throw new UnsupportedImage(`The file "${name}" is compressed twice.`);
    const { volume, geometry, warnings } = await readNifti(start, source, {
      ...DEFAULT_LIMITS,
      ...options.limits,
    });
    return { volume, format: 'nifti', nifti: geometry, warnings };
  } catch (error) {
    throw signal?.aborted === true ? new Cancelled(undefined, { cause: error }) : error;
  } finally {
    await source.close();
  }
}

/** The decoded bytes of a file: inflated when it is gzip, whatever it is called. */
async function openBytes(path: string, name: string, signal: AbortSignal | undefined): Promise<ByteSource> {
  const handle = await open(path, 'r');
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new UnsupportedImage(`"${name}" is not a file.`);
    const format = sniffFormat(await peek(handle), name);
    return (format === 'gzip' ? gunzipSource : fileSource)(handle, stats.size, signal);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function peek(handle: FileHandle): Promise<Uint8Array> {
  const start = new Uint8Array(SNIFFED_BYTES);
  const { bytesRead } = await handle.read(start, 0, start.length, 0);
  return start.subarray(0, bytesRead);
}

async function firstBytes(source: ByteSource): Promise<Uint8Array> {
  const start = new Uint8Array(SNIFFED_BYTES);
  return start.subarray(0, await source.fill(start));
}
