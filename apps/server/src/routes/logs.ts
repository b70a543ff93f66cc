import { decodeLogsQuery } from '@aiaa/http-contract';
import type { Context } from 'koa';
import { sendBytes, sendJson } from '../multipart/send.js';
import type { Services } from '../services.js';

/** `GET /logs?lines=N`: the last lines of the log, as text for people, or as a list for who asks for JSON. */
export const logs =
  ({ recentLog }: Pick<Services, 'recentLog'>) =>
  (ctx: Context): void => {
    const { lines } = decodeLogsQuery(ctx.query);
    ctx.set('Cache-Control', 'no-store');
    ctx.vary('Accept');
    if (ctx.accepts('text/plain', 'application/json') === 'application/json')
      return sendJson(ctx, recentLog.records(lines));
    return sendBytes(ctx, Buffer.from(recentLog.text(lines)), 'text/plain; charset=utf-8');
  };
