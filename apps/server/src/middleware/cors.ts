import type { Middleware } from 'koa';

/**
 * Lets the browser viewers (OHIF, XNAT) in from any origin: the API carries no credentials that a foreign
 * page could abuse. A preflight is answered 200, as no answer of this API is another 2xx.
 */
export const cors: Middleware = (ctx, next) => {
  if (!/^\/(?:v1|session)(?:\/|$)/.test(ctx.path)) return next();
  ctx.set('Access-Control-Allow-Origin', '*');
  ctx.set('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After');
  if (ctx.method !== 'OPTIONS') return next();
  ctx.set('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS');
  ctx.set('Access-Control-Allow-Headers', 'Content-Type, Accept, X-Request-Id');
  ctx.set('Access-Control-Max-Age', '86400');
  ctx.status = 200;
  ctx.body = '';
  return undefined;
};
