import { decodeModelQuery, encodeModel, matchModels } from '@aiaa/http-contract';
import type { Context } from 'koa';
import { summaryOf } from '../model-catalogue.js';
import { sendJson } from '../multipart/send.js';
import type { Services } from '../services.js';

/** `GET /v1/models`: a bare list, or with `model=` the one object. */
export const listModels =
  ({ models }: Pick<Services, 'models'>) =>
  (ctx: Context): void => {
    const query = decodeModelQuery(ctx.query);
    const answer =
      query.model === undefined
        ? matchModels(models.list(), query).map(encodeModel)
        : encodeModel(summaryOf(models, query.model));
    sendJson(ctx, answer);
  };
