import { basename } from 'node:path';
import { UnsupportedImage } from '@aiaa/volume/errors';
import type { ImageFile } from '../image.js';
import { quoted } from '../quoted.js';
import { SNIFFED_BYTES, findFormat, sniffFormat, type ImageFormat } from '../sniff-format.js';
import { openBytes } from './open-bytes.js';

/** The files that came together, each known for what it is. */
export interface ImageSet {
  /** In the order of their names: `t2` before `t10`. */
  readonly images: readonly FoundImage[];
  /** What is no image by itself: the voxels of a header that lies in another file. */
  readonly voxelFiles: readonly ImageFile[];
}

export interface FoundImage {
  readonly file: ImageFile;
  readonly format: ImageFormat;
}

export const nameOf = (file: ImageFile): string =>
  file.name ?? ('path' in file ? basename(file.path) : 'image');

/** @throws UnsupportedImage when no file is an image; MalformedImage when one of them is broken already. */
export async function findImages(files: readonly ImageFile[], signal?: AbortSignal): Promise<ImageSet> {
  const images: FoundImage[] = [];
  const voxelFiles: ImageFile[] = [];
  for (const file of files.toSorted((a, b) => BY_NAME.compare(nameOf(a), nameOf(b)))) {
    const format = await withStart(file, findImageFormat, signal);
    if (format === undefined) voxelFiles.push(file);
    else images.push({ file, format });
  }
  const [first] = voxelFiles;
  if (images.length === 0) {
    if (first === undefined) throw new UnsupportedImage('There is no file to read an image from.');
    // Throws the sentence that says what the file is instead.
    await withStart(first, sniffFormat, signal);
  }
  return { images, voxelFiles };
}

// The start is inflated twice, here and where the file is read: this much of it, not as much as a read takes at once.
const START_BYTES = 4 << 10;

const BY_NAME = new Intl.Collator('en', { numeric: true });

async function withStart<T>(
  file: ImageFile,
  judge: (start: Uint8Array, name: string) => T,
  signal: AbortSignal | undefined,
): Promise<T> {
  const source = await openBytes(file, { signal, chunkBytes: START_BYTES });
  try {
    return judge(await source.peek(SNIFFED_BYTES), nameOf(file));
  } finally {
    await source.close();
  }
}

function findImageFormat(start: Uint8Array, name: string): ImageFormat | undefined {
  const format = findFormat(start, name);
  if (format === 'gzip') throw new UnsupportedImage(`The file ${quoted(name)} is compressed twice.`);
  if (format === 'zip')
    throw new UnsupportedImage(`The file ${quoted(name)} is an archive inside another file.`);
  return format;
}
