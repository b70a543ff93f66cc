import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageFile } from '../image.js';
import type { ReadLimits } from '../read-limits.js';
import { SNIFFED_BYTES, findFormat } from '../sniff-format.js';
import { openStoredFile } from './stored-file.js';
import { unpackRoom } from './unpack-room.js';
import { unpackZip } from './unpack-zip.js';

export interface UnpackOptions {
  readonly limits: ReadLimits;
  readonly signal?: AbortSignal;
  readonly scratchFolder?: string;
}

/**
 * Lends files to `work`, each archive among them replaced by the files in it. Those lie in a folder of their own,
 * which is gone however `work` ends.
 * @throws MalformedImage, UnsupportedImage, LimitExceeded
 */
export async function withUnpacked<T>(
  files: readonly ImageFile[],
  options: UnpackOptions,
  work: (files: readonly ImageFile[]) => Promise<T>,
): Promise<T> {
  const { limits, signal, scratchFolder = tmpdir() } = options;
  const archives = await archivesOf(files);
  if (archives.size === 0) return work(files);
  const folder = await mkdtemp(join(scratchFolder, 'archive-'));
  try {
    const room = unpackRoom(limits);
    const lent: ImageFile[] = [];
    for (const file of files) {
      const unpacked = archives.has(file) ? await unpackZip(file, { folder, room, signal }) : [file];
      lent.push(...unpacked);
    }
    return await work(lent);
  } finally {
    await rm(folder, REMOVAL);
  }
}

/** A file system that is slow to forget a file gets another try. */
const REMOVAL = { recursive: true, force: true, maxRetries: 3 } as const;

async function archivesOf(files: readonly ImageFile[]): Promise<ReadonlySet<ImageFile>> {
  const archives = new Set<ImageFile>();
  for (const file of files) if (await isArchive(file)) archives.add(file);
  return archives;
}

async function isArchive(file: ImageFile): Promise<boolean> {
  const stored = await openStoredFile(file);
  try {
    return findFormat(await stored.readAt(0, SNIFFED_BYTES), '') === 'zip';
  } finally {
    await stored.close();
  }
}
