import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Cancelled, LimitExceeded } from '@aiaa/volume/errors';

/** A file part of a form, on disk. */
export interface ReceivedFile {
  /** In the request's own folder, under a name of ours. */
  readonly path: string;
  /** What the client calls it, fit to be shown. */
  readonly name: string;
  /** The name of its field, as the client wrote it. */
  readonly part: string;
}

/** Writes the file parts of one form. */
export interface FileSaver {
  /** Takes the content of the next part; where writing it fails, `failed` is called. */
  take(content: Readable, named: Pick<ReceivedFile, 'name' | 'part'>): void;
  /** Resolves when every file but the last, whose bytes may still be to come, is written or has failed. */
  caughtUp(): Promise<void>;
  /** The files in the order in which they came, when all are wholly written. */
  saved(): Promise<readonly ReceivedFile[]>;
  /** Lets go of what is not yet written; resolves when no file is open. */
  stop(): Promise<void>;
}

export interface SavingOptions {
  readonly folder: string;
  /** The most bytes of all files together. */
  readonly bytes: number;
  readonly failed: (error: unknown) => void;
}

/**
 * One file after the other, so that a form of thousands of small ones opens no more than one at a time.
 * `failed` hears LimitExceeded, and what the file system refuses.
 */
export function fileSaver({ folder, bytes, failed }: SavingOptions): FileSaver {
  const files: ReceivedFile[] = [];
  const stopped = new AbortController();
  let left = bytes;
  let previous: Promise<void> = Promise.resolve();
  let last: Promise<void> = previous;

  async function* counted(part: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of part) {
      left -= chunk.length;
      if (left < 0) throw new LimitExceeded(`The files are larger than ${bytes} bytes together.`);
      yield chunk;
    }
  }

  async function save(part: Readable, path: string): Promise<void> {
    stopped.signal.throwIfAborted();
    const { signal } = stopped;
    await pipeline(part, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
  }

  return {
    take(content, named) {
      // While it waits for its turn nobody else listens, and an error that nobody hears would end the process.
      content.on('error', () => undefined);
      const path = join(folder, `upload-${files.length}`);
      files.push({ path, ...named });
      previous = last;
      last = previous.then(() => save(content, path));
      last.catch(failed);
    },
    caughtUp: () => previous.catch(() => undefined),
    saved: () => last.then(() => files),
    async stop() {
      stopped.abort(new Cancelled());
      await last.catch(() => undefined);
    },
  };
}
