import {
  decodeAnnotationQuery,
  decodeParamsText,
  decodeResultFormat,
  encodeSegmentation,
  SessionGone,
} from '@aiaa/http-contract';
import type { Context } from 'koa';
import { hangUpSignal } from '../hang-up.js';
import { requestIdOf } from '../middleware/request-id.js';
import { receive } from '../multipart/receive.js';
import { send } from '../multipart/send.js';
import type { Services } from '../services.js';

/** `POST /v1/segmentation`: an image in, its label map and extreme points out. */
export const segmentation =
  ({ models, annotator, temp, limits, log }: Services) =>
  async (ctx: Context): Promise<void> => {
    const query = decodeAnnotationQuery(ctx.query);
    if (query.sessionId !== undefined) throw new SessionGone();
    const model = models.get(query.model);
    const signal = hangUpSignal(ctx.res);
    await temp.lend(async (folder) => {
      const { images, params } = await receive(ctx.req, { folder, limits, signal });
      const format = decodeResultFormat(decodeParamsText(params, limits.paramsBytes));
      const report = (progress: object): void => log.trace({ id: requestIdOf(ctx), ...progress }, 'progress');
      const request = { kind: 'segmentation', model, images, result: format, resultFolder: folder } as const;
      const result = await annotator.segment(request, { signal, report });
      log.debug({ id: requestIdOf(ctx), timings: result.timings }, 'segmented');
      for (const warning of result.warnings) log.warn({ id: requestIdOf(ctx) }, warning);
      // Who stops reading is let go like who stops sending; until now the socket had reason to be silent.
      ctx.res.setTimeout(limits.bodyIdleMilliseconds);
      await send(ctx, query.output, { params: encodeSegmentation(result), file: result.file }, signal);
    });
  };
