import type { ByteSource } from './byte-source.js';

/** Bytes that can be looked at before they are taken. */
export interface PeekableSource extends ByteSource {
  /** The next `count` bytes, fewer only when the file ends; they are still to come. */
  peek(count: number): Promise<Uint8Array>;
}

export function peekableSource(source: ByteSource): PeekableSource {
  let held: Uint8Array = new Uint8Array(0);
  return {
    get atMost() {
      return held.length + source.atMost;
    },
    async peek(count) {
      if (held.length < count) {
        const more = new Uint8Array(Math.min(count, held.length + source.atMost));
        more.set(held);
        const filled = await source.fill(more.subarray(held.length));
        held = more.subarray(0, held.length + filled);
      }
      return held.subarray(0, count);
    },
    async fill(target) {
      const piece = held.subarray(0, target.length);
      target.set(piece);
      held = held.subarray(piece.length);
      const wanted = target.subarray(piece.length);
      return piece.length + (wanted.length === 0 ? 0 : await source.fill(wanted));
    },
    finish: () => source.finish(),
    close: () => source.close(),
  };
}
