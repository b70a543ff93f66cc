import { MalformedRequest } from '@aiaa/http-contract';
import type { Middleware } from 'koa';

/** Refuses HTTP/1.1 without Host, as a server must (RFC 9112 section 3.2); Node itself would say no word. */
export const hostHeader: Middleware = (ctx, next) => {
  if (ctx.req.headers.host === undefined && ctx.req.httpVersion === '1.1')
    throw new MalformedRequest('The request has no Host header, which HTTP/1.1 asks for.');
  return next();
};
