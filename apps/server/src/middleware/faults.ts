import { faultOf, isOurFault } from '@aiaa/annotator';
import { encodeFault, statusOf } from '@aiaa/http-contract';
import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { requestIdOf } from './request-id.js';

/** Throw anywhere, answer once: every error becomes a status and one line of JSON here. */
export const faults =
  (log: Logger): Middleware =>
  async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const fault = faultOf(error);
      const { status, phrase, retryAfterSeconds } = statusOf(fault.tag);
      const id = requestIdOf(ctx);
      // Its sentence is all there is to it, and yet somebody must make room.
      if (fault.tag === 'StorageFull') log.warn({ id }, fault.message);
      else log[isOurFault(fault.tag) ? 'error' : 'debug']({ id, err: error }, fault.message);
      ctx.status = status;
      // Nothing can be said any more where the answer has begun or nobody listens.
      if (ctx.headerSent || ctx.res.destroyed) {
        ctx.respond = false;
        ctx.res.destroy();
        return;
      }
      if (phrase !== undefined) ctx.message = phrase;
      if (retryAfterSeconds !== undefined) ctx.set('Retry-After', String(retryAfterSeconds));
      ctx.respond = true;
      ctx.set('Content-Type', 'application/json');
      ctx.body = encodeFault(fault);
    }
  };
