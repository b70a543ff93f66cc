import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Parts } from './parts.js';

export interface InstanceFileOptions {
  readonly path: string;
  readonly parts: Parts;
  /** Sees the start of the file, or all of it when it is short, once. */
  readonly onStart: (start: Buffer) => void;
  /** Hears at once what goes wrong with the file system, which closing throws too. */
  readonly onError: (error: unknown) => void;
}

/** A new file that bytes are appended to as they come, and written in the background part by part. */
export class InstanceFile {
  /** All that was appended. */
  bytes = 0;

  #part: Buffer | undefined;
  #partBytes = 0;
  #isShown = false;
  #isMade = false;
  #writing: Promise<void> = Promise.resolve();
  #failed: { readonly error: unknown } | undefined;
  #handle: FileHandle | undefined;

  constructor(private readonly options: InstanceFileOptions) {}

  get path(): string {
    return this.options.path;
  }

  append(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const part = (this.#part ??= this.options.parts.take());
      const piece = bytes.subarray(at, at + part.length - this.#partBytes);
      part.set(piece, this.#partBytes);
      this.#partBytes += piece.length;
      at += piece.length;
      if (this.#partBytes === part.length) this.#flush();
    }
    this.bytes += bytes.length;
  }

  /** Nothing more is appended: what was not written yet is, once this is closed, and not when it is discarded. */
  end(): void {
    this.#showStart();
  }

  /** Throws what the file system said. */
  async close(): Promise<void> {
    this.#flush();
    await this.#writing;
    await this.#handle?.close();
    this.#handle = undefined;
    if (this.#failed) throw this.#failed.error;
  }

  /** Closes and removes what was made of it, however far it came. */
  async discard(): Promise<void> {
    if (this.#part) this.options.parts.giveBack(this.#part);
    this.#part = undefined;
    await this.close().catch(() => undefined);
    if (this.#isMade) await rm(this.options.path, { force: true });
  }

  #flush(): void {
    const part = this.#part;
    if (!part) return;
    this.#showStart();
    const bytes = part.subarray(0, this.#partBytes);
    this.#part = undefined;
    this.#partBytes = 0;
    this.#writing = this.#writeAfter(this.#writing, bytes).finally(() => this.options.parts.giveBack(part));
  }

  #showStart(): void {
    if (!this.#isShown && this.#part) this.options.onStart(this.#part.subarray(0, this.#partBytes));
    this.#isShown = true;
  }

  async #writeAfter(before: Promise<void>, bytes: Buffer): Promise<void> {
    await before;
    if (this.#failed) return;
    try {
      const handle = (this.#handle ??= await open(this.options.path, 'wx'));
      this.#isMade = true;
      for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at)).bytesWritten;
    } catch (error) {
      this.#failed = { error };
      this.options.onError(error);
    }
  }
}
