import type { Context } from 'koa';
import { sendJson } from '../multipart/send.js';
import type { Services } from '../services.js';

/** `GET /health/live`: the process answers. */
export const live = (ctx: Context): void => sendJson(ctx, { status: 'live' });

/** `GET /health/ready`: requests are taken; while the server stops, the gate has refused before. */
export const ready =
  ({ models }: Pick<Services, 'models'>) =>
  (ctx: Context): void =>
    sendJson(ctx, { status: 'ready', models: models.list().length });
