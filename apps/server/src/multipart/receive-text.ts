import type { IncomingMessage } from 'node:http';
import { LimitExceeded } from '@aiaa/volume/errors';
import type { Limits } from '../limits.js';
import { watchBody } from './watch-body.js';

/**
 * A body that is text, as long as params may be.
 *
 * @throws LimitExceeded above that, before anything is read where the length was announced
 * @throws RequestTimeout when the client stops sending; Cancelled when it hangs up
 */
export async function receiveText(
  request: IncomingMessage,
  { limits, signal }: { readonly limits: Limits; readonly signal: AbortSignal },
): Promise<string> {
  const ceiling = limits.paramsBytes;
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > ceiling)
    throw new LimitExceeded(`The body has ${announced} bytes, above the limit of ${ceiling}.`);
  const chunks: Buffer[] = [];
  const take = (chunk: Buffer): void => void chunks.push(chunk);
  const ended = new Promise<void>((resolve) => request.once('end', resolve));
  request.on('data', take);
  const watch = watchBody(request, { idleMilliseconds: limits.bodyIdleMilliseconds, ceiling, signal });
  try {
    await Promise.race([ended, watch.broken]);
  } finally {
    watch.release();
    request.off('data', take);
  }
  return Buffer.concat(chunks).toString('utf8');
}
