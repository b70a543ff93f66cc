import { randomUUID } from 'node:crypto';
import type { Context, Middleware } from 'koa';

const HEADER = 'X-Request-Id';

/** Names every request in its answer, by the client's own id where that is a plain word. */
export const requestId: Middleware = (ctx, next) => {
  const given = ctx.get(HEADER);
  ctx.set(HEADER, /^[\w.-]{1,64}$/.test(given) ? given : randomUUID());
  return next();
};

/** The id under which the answer, and the log, know a request. */
export const requestIdOf = (ctx: Context): string => String(ctx.response.get(HEADER));
