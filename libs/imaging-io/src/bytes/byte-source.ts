/** The bytes of an image file, first to last, read on demand. Whoever opened it closes it. */
export interface ByteSource {
  /** No more bytes than this are still to come. */
  readonly atMost: number;
  /** Fills `target` from its front; returns how many bytes came, fewer than asked only when the file ends. */
  fill(target: Uint8Array): Promise<number>;
  /** Proves what follows the bytes that were wanted, as far as that costs nothing. @throws MalformedImage */
  finish(): Promise<void>;
  close(): Promise<void>;
}
