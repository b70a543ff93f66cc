import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { MalformedImage, errorCode } from '@aiaa/volume/errors';
import type { ByteSource } from './byte-source.js';

// Small chunks cost up to 2.5 times the processor time of large ones and flood the event loop; only small files
// are served as well by less.
const CHUNK_BYTES = 1 << 20;

// Deflate's densest code is two bits for 258 bytes (RFC 1951, 3.2.5): no stream holds more than this.
const MOST_BYTES_PER_BYTE = 1032;

/** gzip (RFC 1952), of one or several members, zlib (RFC 1950), or deflate without either (RFC 1951). */
export type Wrapping = 'gzip' | 'zlib' | 'deflate';

const INFLATERS = { gzip: createGunzip, zlib: createInflate, deflate: createInflateRaw } as const;

export interface InflateOptions {
  readonly signal?: AbortSignal | undefined;
  /** How many packed bytes are taken at once; few where only the start is wanted. */
  readonly chunkBytes?: number;
}

/**
 * Inflates what is left of `packed` as its bytes are asked for, so that the header can be judged before the
 * voxels are allocated, and at most one chunk beyond the wanted bytes is inflated. Closing it closes `packed`.
 */
export function inflateSource(
  packed: ByteSource,
  wrapping: Wrapping,
  { signal, chunkBytes = CHUNK_BYTES }: InflateOptions = {},
): ByteSource {
  const packedBytes = packed.atMost;
  const chunkSize = Math.min(2 * chunkBytes, 1024 + 16 * packedBytes);
  const input = Readable.from(chunksOf(packed, Math.min(chunkBytes, packedBytes)), { objectMode: false });
  // The next chunk is inflated while this one is put in its place.
  const options = { chunkSize, readableHighWaterMark: 2 * chunkSize };
  const inflate = INFLATERS[wrapping](options);
  // What fails here is met again where the chunks are awaited.
  pipeline(input, inflate, { signal }).catch(() => undefined);
  const chunks: AsyncIterator<Uint8Array> = inflate[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  let delivered = 0;

  /** Whether there is a byte in `rest`, after inflating more when needed. */
  async function more(): Promise<boolean> {
    while (rest.length === 0) {
      const next = await chunks.next().catch((error: unknown) => refuseBrokenStream(error, wrapping));
      if (next.done === true) return false;
      rest = next.value;
    }
    return true;
  }

  return {
    get atMost() {
      return packedBytes * MOST_BYTES_PER_BYTE - delivered;
    },
    async fill(target) {
      let filled = 0;
      while (filled < target.length && (await more())) {
        const piece = rest.subarray(0, target.length - filled);
        target.set(piece, filled);
        filled += piece.length;
        rest = rest.subarray(piece.length);
      }
      delivered += filled;
      return filled;
    },
    // A file that ends with the wanted bytes ends with its checksum; a longer tail is not inflated to reach it.
    async finish() {
      await more();
    },
    async close() {
      input.destroy();
      inflate.destroy();
      await packed.close();
    },
  };
}

async function* chunksOf(source: ByteSource, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = new Uint8Array(chunkBytes);
    const filled = await source.fill(chunk);
    if (filled > 0) yield chunk.subarray(0, filled);
    if (filled < chunkBytes || chunkBytes === 0) return;
  }
}

function refuseBrokenStream(error: unknown, wrapping: Wrapping): never {
  const code = errorCode(error);
  if (typeof code === 'string' && code.startsWith('Z_')) {
    const what = code === 'Z_BUF_ERROR' ? 'is cut short' : 'is corrupt';
    throw new MalformedImage(`The ${wrapping} stream ${what}; send the whole file again.`, { cause: error });
  }
  throw error;
}
