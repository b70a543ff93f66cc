import { open, rm, type FileHandle } from 'node:fs/promises';

/**
 * A new file that pieces are appended to as they come, in the background and several at once; what goes wrong shows
 * when it is closed.
 */
export class InstanceFile {
  /** All that was appended. */
  bytes = 0;
  /** How many bytes wait to be written. */
  backlog = 0;
  /** The first thing that went wrong. */
  failed: { readonly error: unknown } | undefined;

  #pieces: Buffer[] = [];
  #writing: Promise<void>;
  #idle = false;
  #handle: FileHandle | undefined;

  constructor(
    readonly path: string,
    /** Hears when less waits, or something went wrong. */
    private readonly onWritten: () => void,
  ) {
    this.#writing = this.#open();
  }

  append(piece: Buffer): void {
    this.#pieces.push(piece);
    this.bytes += piece.length;
    this.backlog += piece.length;
    if (this.#idle) this.#writing = this.#writeOut();
  }

  /** Throws what the file system said. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#handle?.close();
    this.#handle = undefined;
    if (this.failed) throw this.failed.error;
  }

  /** Closes and removes it, however far it came. */
  async discard(): Promise<void> {
    await this.close().catch(() => undefined);
    await rm(this.path, { force: true });
  }

  async #open(): Promise<void> {
    try {
      this.#handle = await open(this.path, 'wx');
    } catch (error) {
      this.#fail(error);
    }
    await this.#writeOut();
  }

  async #writeOut(): Promise<void> {
    this.#idle = false;
    while (this.#pieces.length > 0) {
      const pieces = this.#pieces;
      this.#pieces = [];
      await this.#write(pieces).catch((error: unknown) => this.#fail(error));
      this.backlog -= sum(pieces);
      this.onWritten();
    }
    this.#idle = true;
  }

  #fail(error: unknown): void {
    this.failed ??= { error };
  }

  async #write(pieces: readonly Buffer[]): Promise<void> {
    if (this.failed || !this.#handle) return;
    const { bytesWritten } = await this.#handle.writev(pieces);
    const left = sum(pieces) - bytesWritten;
    if (left > 0) await this.#handle.writeFile(Buffer.concat(pieces).subarray(bytesWritten));
  }
}

const sum = (pieces: readonly Buffer[]): number => pieces.reduce((bytes, { length }) => bytes + length, 0);
