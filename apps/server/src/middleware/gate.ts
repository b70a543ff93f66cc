import { Stopping } from '@aiaa/http-contract';
import type { Middleware } from 'koa';
import type { Lifetime } from '../lifetime.js';

/** Takes nothing new once the server is stopping; what runs by then runs on. Liveness is told to the end. */
export const gate =
  (lifetime: Lifetime): Middleware =>
  (ctx, next) => {
    if (!lifetime.stopping || ctx.path === '/health/live') return next();
    ctx.set('Connection', 'close');
    throw new Stopping();
  };
