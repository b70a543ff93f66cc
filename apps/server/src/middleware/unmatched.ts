import type { RouterInstance } from '@koa/router';
import { MethodNotAllowed, RouteNotFound } from '@aiaa/http-contract';
import type { Middleware } from 'koa';

/** Where no route has answered: 405 with what the path does allow, else 404. */
export const unmatched =
  (router: RouterInstance): Middleware =>
  (ctx) => {
    const allowed = router.match(ctx.path, ctx.method).path.flatMap((layer) => layer.methods);
    if (allowed.length === 0) throw new RouteNotFound(ctx.path.slice(0, 200));
    ctx.set('Allow', allowed.join(', '));
    throw new MethodNotAllowed(ctx.method, ctx.path, allowed);
  };
