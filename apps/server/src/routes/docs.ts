import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { RouteNotFound } from '@aiaa/http-contract';
import type { Context } from 'koa';
import { DOCS_PAGE } from './docs-page.js';
import { sendPage } from './send-page.js';

/** What the page loads of swagger-ui-dist; no other file of it is served, nor of anything else. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
]);

const PACKAGE = createRequire(import.meta.url).resolve('swagger-ui-dist/package.json');

/** `GET /docs`: the API as a page to try things out on, from files of this server alone. */
export const docs = (ctx: Context): void => sendPage(ctx, DOCS_PAGE);

/** `GET /docs/{file}`: a file of that page. @throws RouteNotFound for any other name */
export async function docsFile(ctx: Context): Promise<void> {
  const name = String(ctx['params'].file);
  const type = FILES.get(name);
  if (type === undefined) throw new RouteNotFound(ctx.path.slice(0, 200));
  ctx.set('Content-Type', type);
  ctx.set('X-Content-Type-Options', 'nosniff');
  // They change with the server alone, and a name does not tell of which version it is.
  ctx.set('Cache-Control', 'public, max-age=3600');
  ctx.body = await readFile(join(dirname(PACKAGE), name));
}
