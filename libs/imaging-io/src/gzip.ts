import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { MalformedImage, errorCode } from '@aiaa/volume/errors';
import type { ByteSource } from './byte-source.js';

// Small chunks cost up to 2.5 times the processor time of large ones and flood the event loop; only small files
// are served as well by less.
const INPUT_BYTES = 1 << 20;
const OUTPUT_BYTES = 4 << 20;

// Deflate's densest code is two bits for 258 bytes (RFC 1951, 3.2.5): no stream holds more than this.
const MOST_BYTES_PER_BYTE = 1032;

/**
 * Inflates a gzip file of one or several members as its bytes are asked for, so that the header can be
 * judged before the voxels are allocated, and at most one chunk beyond the wanted bytes is inflated.
 */
export function gunzipSource(handle: FileHandle, fileBytes: number, signal?: AbortSignal): ByteSource {
  const file = handle.createReadStream({
    start: 0,
    autoClose: false,
    highWaterMark: Math.min(INPUT_BYTES, fileBytes),
  });
  const gunzip = createGunzip({ chunkSize: Math.min(OUTPUT_BYTES, 1024 + 16 * fileBytes) });
  // What fails here is met again where the chunks are awaited.
  pipeline(file, gunzip, { signal }).catch(() => undefined);
  const chunks: AsyncIterator<Uint8Array> = gunzip[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);

  /** Whether there is a byte in `rest`, after inflating more when needed. */
  async function more(): Promise<boolean> {
    while (rest.length === 0) {
      const next = await chunks.next().catch(refuseBrokenStream);
      if (next.done === true) return false;
      rest = next.value;
    }
    return true;
  }

  return {
    atMost: fileBytes * MOST_BYTES_PER_BYTE,
    async fill(target) {
      let filled = 0;
      while (filled < target.length && (await more())) {
        const piece = rest.subarray(0, target.length - filled);
        target.set(piece, filled);
        filled += piece.length;
        rest = rest.subarray(piece.length);
      }
      return filled;
    },
    // A file that ends with the wanted bytes ends with its checksum; a longer tail is not inflated to reach it.
    async finish() {
      await more();
    },
    async close() {
      file.destroy();
      gunzip.destroy();
      await handle.close();
    },
  };
}

function refuseBrokenStream(error: unknown): never {
  const code = errorCode(error);
  if (typeof code === 'string' && code.startsWith('Z_')) {
    const what = code === 'Z_BUF_ERROR' ? 'is cut short' : 'is corrupt';
    throw new MalformedImage(`The gzip stream ${what}; send the whole file again.`, { cause: error });
  }
  throw error;
}
