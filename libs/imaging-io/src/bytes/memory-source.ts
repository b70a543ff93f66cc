import type { ByteSource } from './byte-source.js';

/** Bytes that are in memory already. */
export function memorySource(bytes: Uint8Array): ByteSource {
  let rest = bytes;
  return {
    get atMost() {
      return rest.length;
    },
    fill(target) {
      const piece = rest.subarray(0, target.length);
      target.set(piece);
      rest = rest.subarray(piece.length);
      return Promise.resolve(piece.length);
    },
    finish: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
