import type { Context } from 'koa';
import { sendJson } from '../multipart/send.js';
import type { Services } from '../services.js';
import { VERSION } from '../version.js';

/** `GET /health/live`: the process answers. */
export const live = (ctx: Context): void => sendJson(ctx, { status: 'live' });

/** `GET /health/ready`: requests are taken; while the server stops, the gate has refused before. */
export const ready =
  ({ models, workers, device }: Pick<Services, 'models' | 'workers' | 'device'>) =>
  (ctx: Context): void =>
    sendJson(ctx, {
      status: 'ready',
      version: VERSION,
      models: models.list().length,
      workers,
      ...(device() ?? { device: 'not known yet' }),
    });
