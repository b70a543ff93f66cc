import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { hasHungUp } from '../hang-up.js';
import { requestIdOf } from './request-id.js';

/** One line per request, when its answer is decided; health checks only where someone debugs. */
export const accessLog =
  (log: Logger): Middleware =>
  async (ctx, next) => {
    const start = performance.now();
    await next();
    const status = hasHungUp(ctx.res) ? 499 : ctx.status;
    const ms = Math.round(performance.now() - start);
    const { method, path } = ctx;
    const { model } = ctx.query;
    const line = {
      id: requestIdOf(ctx),
      method,
      path,
      ...(model === undefined ? {} : { model }),
      status,
      ms,
    };
    log[path.startsWith('/health/') ? 'debug' : 'info'](line, `${method} ${path} ${status} in ${ms} ms`);
  };
