import { createHash, timingSafeEqual } from 'node:crypto';
import { AdminForbidden } from '@aiaa/http-contract';
import type { Context, Middleware } from 'koa';
import type { AccessRules } from '../access-rules.js';
import { adminHosts, plainAddress } from '../admin-hosts.js';

/** Lets by who may administer. A route is guarded by it, not a path: paths can be written in many ways. */
export function adminGate({ adminHosts: entries, adminToken, trustProxy }: AccessRules): Middleware {
  const mayAdminister = adminHosts(entries);
  return async (ctx, next) => {
    const address = addressOf(ctx, trustProxy);
    if (!(await mayAdminister(address)))
      throw new AdminForbidden(
        `Models are administered from other hosts: this request came from ${address}.`,
      );
    if (adminToken !== undefined && !isSame(bearerOf(ctx), adminToken))
      throw new AdminForbidden(
        `Models are administered with a token, which this request from ${address} did not bring: send "Authorization: Bearer TOKEN".`,
      );
    await next();
  };
}

/** Of a chain of proxies only the last one is ours, and it appends the address that it saw. */
function addressOf(ctx: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? ctx.get('X-Forwarded-For').split(',').at(-1)?.trim() : undefined;
  return plainAddress(forwarded || (ctx.req.socket.remoteAddress ?? 'nowhere')).slice(0, 64);
}

const bearerOf = (ctx: Context): string => /^Bearer +(\S+)$/i.exec(ctx.get('Authorization'))?.[1] ?? '';

/** In a time that tells nothing of where they differ. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
