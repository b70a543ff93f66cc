import type { Middleware } from 'koa';

/**
 * Reads every target of a request line as a path. A server must take the form with an authority too (RFC 9112
 * section 3.2.2); what a client wrote there is of no use here, and need not even be a host.
 */
export const originForm: Middleware = (ctx, next) => {
  const path = (ctx.req.url ?? '').replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
  ctx.req.url = path.startsWith('/') ? path : `/${path}`;
  return next();
};
