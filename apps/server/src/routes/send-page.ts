import { createHash } from 'node:crypto';
import type { Context } from 'koa';

/** A page of HTML, and what it may do beyond showing itself. */
export interface Page {
  readonly html: string;
  /** Directives of Content-Security-Policy (https://www.w3.org/TR/CSP3/); all that they do not allow is forbidden. */
  readonly allowed: readonly string[];
}

/** Names an inline script or style as a policy does: by its hash, so that no other is run. */
export const inlineSource = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Answers 200 with a page that asks nothing of other hosts, and shows itself in no frame of theirs. */
export function sendPage(ctx: Context, { html, allowed }: Page): void {
  const policy = ["default-src 'none'", ...allowed, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"]; // prettier-ignore
  ctx.set('Content-Type', 'text/html; charset=utf-8');
  ctx.set('Content-Security-Policy', policy.join('; '));
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.set('Cache-Control', 'no-cache');
  ctx.body = html;
}
