import { encodeModel, MalformedRequest } from '@aiaa/http-contract';
import type { Context } from 'koa';
import { sendBytes, sendJson } from '../multipart/send.js';
import { proveModel } from '../prove-model.js';
import { receiveModel } from '../receive-model.js';
import type { Services } from '../services.js';
import { watchOf } from '../watch-of.js';

/** `GET /admin/model/{name}`: its config, byte for byte as it was accepted. */
export const getModelConfig =
  ({ admin }: Pick<Services, 'admin'>) =>
  async (ctx: Context): Promise<void> =>
    sendBytes(ctx, await admin.configOf(nameOf(ctx)), 'application/json');

/** `PUT /admin/model/{name}`: a model that takes the place of the one of that name, once it is proven to run. */
export const putModel =
  (services: Services) =>
  async (ctx: Context): Promise<void> => {
    const { admin, limits, log } = services;
    const watch = watchOf(ctx, log);
    const model = await admin.stage(async (folder) => {
      const upload = await receiveModel(ctx.req, { folder, limits, signal: watch.signal });
      return admin.put(nameOf(ctx), upload, proveModel(services, watch));
    });
    sendJson(ctx, encodeModel(model));
  };

/** `PATCH /admin/model/{name}`: the same network with another config. */
export const patchModel =
  (services: Services) =>
  async (ctx: Context): Promise<void> => {
    const { admin, limits, log } = services;
    const watch = watchOf(ctx, log);
    const model = await admin.stage(async (folder) => {
      const { config, data } = await receiveModel(ctx.req, { folder, limits, signal: watch.signal });
      if (config === undefined || data !== undefined)
        throw new MalformedRequest('PATCH takes a config alone; to replace the network too, use PUT.');
      return admin.patch(nameOf(ctx), config, proveModel(services, watch));
    });
    sendJson(ctx, encodeModel(model));
  };

/** `DELETE /admin/model/{name}`: requests that run on it still end well. */
export const deleteModel =
  ({ admin }: Pick<Services, 'admin'>) =>
  async (ctx: Context): Promise<void> => {
    await admin.remove(nameOf(ctx));
    sendJson(ctx, {});
  };

/** The router has taken the path apart and decoded it; whether that is a name of ours, the repository knows. */
const nameOf = (ctx: Context): string => String(ctx['params'].name);
