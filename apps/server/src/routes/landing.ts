import type { Context } from 'koa';
import { sendJson } from '../multipart/send.js';
import { VERSION } from '../version.js';
import { landingPage } from './landing-page.js';
import { DOCUMENT } from './openapi.js';
import { sendPage } from './send-page.js';

const PAGE = landingPage(VERSION);

/** As `GET v1/models`: without the slash, so that proxies may prefix. */
const ENDPOINTS = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  path === '/' ? [] : Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.slice(1)}`),
);

/** `GET /`: what this is: a page for browsers, and JSON for all who do not prefer one. */
export function landing(ctx: Context): void {
  ctx.vary('Accept');
  if (ctx.accepts('json', 'html') === 'html') return sendPage(ctx, PAGE);
  sendJson(ctx, {
    server: 'aiaa',
    version: VERSION,
    about: 'AI-assisted annotation of medical images, with the API of the AIAA server',
    endpoints: ENDPOINTS,
  });
}
