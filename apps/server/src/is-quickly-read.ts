import { open } from 'node:fs/promises';
import type { ImageFile } from '@aiaa/annotator';
import { sniffFormat } from '@aiaa/imaging-io';

/** As much of a file as its format shows by. */
const START_BYTES = 4096;

/**
 * Whether an image came as one file that any request can read anew. Archives and DICOM take their time, and no click of
 * somebody else's should wait for them: that is for workers without networks.
 */
export async function isQuicklyRead(images: readonly ImageFile[]): Promise<boolean> {
  const [image, another] = images;
  if (image === undefined || another !== undefined) return false;
  const format = formatOf(await startOf(image.path), image.name);
  return format !== 'zip' && format !== 'dicom';
}

async function startOf(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** What is no image is said to be none by whoever reads it. */
function formatOf(start: Uint8Array, name: string): string | undefined {
  try {
    return sniffFormat(start, name);
  } catch {
    return undefined;
  }
}
