import type { Watch } from '@aiaa/annotator';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import { hangUpSignal } from './hang-up.js';
import { requestIdOf } from './middleware/request-id.js';

/** How a request is watched: until its client hangs up, and every step of it in the log. */
export const watchOf = (ctx: Context, log: Logger): Watch => ({
  signal: hangUpSignal(ctx.res),
  report: (progress) => log.trace({ id: requestIdOf(ctx), ...progress }, 'progress'),
});
