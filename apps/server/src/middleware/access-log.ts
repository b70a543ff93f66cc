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
    const level = path.startsWith('/health/') ? 'debug' : 'info';
    log[level](line, [method, path, ...plainWord(model), status, `${ms} ms`].join(' '));
  };

/** The model's name for the eye; what a client made up, control characters and all, stays in the JSON. */
const plainWord = (model: unknown): string[] =>
  typeof model === 'string' && /^[\w.-]{1,64}$/.test(model) ? [model] : [];
