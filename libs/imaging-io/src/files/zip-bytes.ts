import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import type { StoredFile } from './stored-file.js';

const CHUNK_BYTES = 1 << 20;

/**
 * What yauzl reads an archive from. Its own readers give places that an archive names to the file system unchecked,
 * and one beyond 2^53 then ends the process; here nothing lies beyond the end of the file.
 */
export class ZipBytes extends RandomAccessReader {
  readonly #file: StoredFile;

  constructor(file: StoredFile) {
    super();
    this.#file = file;
  }

  override read(...[target, offset, length, position, done]: Parameters<RandomAccessReader['read']>): void {
    // yauzl takes the count of bytes as a second argument, which its types leave out.
    const answer: (error: Error | null, count: number) => void = done;
    this.#file.readAt(position, length).then(
      (bytes) => {
        target.set(bytes, offset);
        answer(null, bytes.length);
      },
      (error: Error) => answer(error, 0),
    );
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#chunks(start, end), { objectMode: false });
  }

  async *#chunks(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end;) {
      const chunk = await this.#file.readAt(at, Math.min(CHUNK_BYTES, end - at));
      if (chunk.length === 0) return;
      yield chunk;
      at += chunk.length;
    }
  }
}
