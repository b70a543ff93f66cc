import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import type { Limits } from '../limits.js';

/**
 * Gets an answer through to a client that is still sending: most clients read nothing before they have sent
 * everything, and closing on them resets the connection and loses the answer (RFC 9112 section 9.6). So the
 * answer goes out whole at once, the rest of the body is read and dropped up to a limit, then we close.
 */
export const earlyAnswer =
  ({ drainBytes, bodyIdleMilliseconds }: Limits): Middleware =>
  async (ctx, next) => {
    await next();
    const answer: unknown = ctx.body;
    if (ctx.respond === false || !isSending(ctx.req) || typeof answer !== 'string' || ctx.res.destroyed) {
      // What a handler left unread must not hold up the next request of the connection.
      ctx.req.resume();
      return;
    }
    ctx.respond = false;
    ctx.set('Connection', 'close');
    ctx.res.write(answer);
    await drain(ctx.req, drainBytes, bodyIdleMilliseconds);
    ctx.res.end();
  };

const isSending = (request: IncomingMessage): boolean =>
  !request.complete &&
  (request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0);

/** Reads and drops until the body ends, its client is gone or silent, or `limit` bytes have come. */
function drain(request: IncomingMessage, limit: number, idleMilliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    let dropped = 0;
    const timer = setTimeout(resolve, idleMilliseconds);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.on('data', (chunk: Buffer) => {
      timer.refresh();
      dropped += chunk.length;
      if (dropped > limit) done();
    });
    request.once('end', done).once('close', done).on('error', done);
    if (request.destroyed) done();
    request.resume();
  });
}
