import { decodeModelQuery, encodeModel, matchModels } from '@aiaa/http-contract';
import { BrokenInvariant } from '@aiaa/volume/errors';
import type { Context } from 'koa';
import type { ModelCatalogue } from '../model-catalogue.js';
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

function summaryOf(models: ModelCatalogue, asked: string) {
  const { name } = models.get(asked);
  const summary = models.list().find((model) => model.name === name);
  if (summary === undefined) throw new BrokenInvariant(`Model ${name} can be had but is not listed.`);
  return summary;
}
