import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatBytes } from '@aiaa/imaging-io';
import { LimitExceeded } from '@aiaa/volume/errors';
import type { FetchContext, FetchedFile } from '../fetch-context.js';

/**
 * The files of one fetch: numbered in its folder, each there only when it is whole, within the limits all together.
 * `discard` removes them all.
 */
export class ReceivedFiles {
  readonly #context: FetchContext;
  readonly #files: FetchedFile[] = [];
  #bytes = 0;

  constructor(context: FetchContext) {
    this.#context = context;
  }

  get files(): readonly FetchedFile[] {
    return this.#files;
  }

  /** @throws LimitExceeded; what `chunks` throws; what the file system refuses comes as it is */
  async write(name: string, chunks: AsyncIterable<Uint8Array>): Promise<FetchedFile> {
    const { folder, limits, onProgress } = this.#context;
    if (this.#files.length >= limits.files) {
      throw new LimitExceeded(`There are more than ${limits.files} files, which is the limit of one fetch.`);
    }
    const path = join(folder, String(this.#files.length + 1).padStart(6, '0'));
    const newPath = join(folder, `.${randomUUID()}.tmp`);
    try {
      await this.#fill(newPath, chunks);
      await rename(newPath, path);
    } catch (error) {
      await rm(newPath, { force: true });
      throw error;
    }
    const file = { path, name };
    this.#files.push(file);
    onProgress?.({ files: this.#files.length, bytes: this.#bytes });
    return file;
  }

  async discard(): Promise<void> {
    for (const { path } of this.#files.splice(0)) await rm(path, { force: true });
  }

  async #fill(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const file = await open(path, 'wx');
    try {
      for await (const chunk of chunks) {
        this.#bytes += chunk.length;
        assertWithin(this.#bytes, this.#context);
        await file.writeFile(chunk);
      }
    } finally {
      await file.close();
    }
  }
}

/** @throws LimitExceeded when a fetch has come, or says that it will come, to more bytes than it may */
export function assertWithin(bytes: number, { limits }: FetchContext): void {
  if (bytes <= limits.bytes) return;
  throw new LimitExceeded(
    `There is more than ${formatBytes(limits.bytes)}, which is the limit of one fetch.`,
  );
}
