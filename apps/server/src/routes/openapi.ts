import { openApiDocument } from '@aiaa/http-contract';
import type { Context } from 'koa';
import { sendJson } from '../multipart/send.js';
import { VERSION } from '../version.js';

/** What the server answers to, for programs and for the page at /docs. */
export const DOCUMENT = openApiDocument({ version: VERSION });

/** `GET /openapi.json`. */
export function openApi(ctx: Context): void {
  ctx.set('Cache-Control', 'no-cache');
  sendJson(ctx, DOCUMENT);
}
