import type { Context, Middleware } from 'koa';
import type { AccessRules } from '../access-rules.js';

/**
 * Lets the pages of browser viewers (OHIF, XNAT) use the API, which carries no credentials that a foreign page could
 * abuse; never what administers. A preflight is answered 200, as no answer of this API is another 2xx.
 */
export const cors = ({ corsOrigins }: Pick<AccessRules, 'corsOrigins'>): Middleware => {
  const isAnyone = corsOrigins.includes('*');
  return (ctx, next) => {
    if (!/^\/(?:v1|session)(?:\/|$)/.test(ctx.path)) return next();
    if (!isAnyone) ctx.vary('Origin');
    const origin = isAnyone ? '*' : corsOrigins.find((allowed) => allowed === ctx.get('Origin'));
    if (origin !== undefined) welcome(ctx, origin);
    if (ctx.method !== 'OPTIONS') return next();
    ctx.status = 200;
    ctx.body = '';
    return undefined;
  };
};

function welcome(ctx: Context, origin: string): void {
  ctx.set('Access-Control-Allow-Origin', origin);
  ctx.set('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After, Server-Timing');
  if (ctx.method !== 'OPTIONS') return;
  ctx.set('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS');
  ctx.set('Access-Control-Allow-Headers', 'Content-Type, Accept, X-Request-Id');
  ctx.set('Access-Control-Max-Age', '86400');
}
