import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { RemoteFailed } from '../errors/remote-failed.js';
import type { FetchContext } from '../fetch-context.js';
import type { WebAnswer } from './exchange.js';
import { assertWithin } from './received-files.js';

/**
 * The body of an answer, chunk by chunk. It is asked for as it is; where it comes compressed all the same, it is
 * inflated. Both what comes over the line and what it becomes are counted against the limit.
 * @throws LimitExceeded, RemoteFailed; what the line breaks by
 */
export function bodyOf(answer: WebAnswer, context: FetchContext, host: string): AsyncIterable<Uint8Array> {
  assertWithin(declaredBytes(answer), context);
  const raw = counted(answer.body, context);
  const coding = answer.header('content-encoding').trim().toLowerCase();
  if (coding === '' || coding === 'identity') return raw;
  const inflate = CODINGS[coding]?.();
  if (inflate !== undefined) {
    // Its fault arrives with the chunks.
    return counted(
      pipeline(raw, inflate, () => undefined),
      context,
    );
  }
  answer.body.destroy();
  throw new RemoteFailed(
    `${host} sent the body in a compression that nobody asked for; only gzip, deflate and br are read.`,
  );
}

/** RFC 9110, 8.4.1. */
const CODINGS: Readonly<Record<string, (() => Transform) | undefined>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

const declaredBytes = (answer: WebAnswer): number => {
  const length = answer.header('content-length');
  return /^\d+$/.test(length) ? Number(length) : 0;
};

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  context: FetchContext,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    assertWithin(bytes, context);
    yield chunk;
  }
}
