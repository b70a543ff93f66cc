import { assertServes } from '@aiaa/annotator';
import {
  assertOutput,
  decodeAnnotationQuery,
  unknownParams,
  type AnnotationQuery,
  type Params,
} from '@aiaa/http-contract';
import type { Session } from '@aiaa/sessions';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import { requestIdOf } from '../middleware/request-id.js';
import { summaryOf } from '../model-catalogue.js';
import { send } from '../multipart/send.js';
import { receiveRequest } from '../receive-request.js';
import { replyOf } from '../reply-of.js';
import type { Services } from '../services.js';
import { askedIn, type Endpoint } from './asked.js';

/** `POST /v1/{endpoint}`: an image, uploaded or of a session, and perhaps clicks in; what a model makes of them out. */
export const annotation =
  (endpoint: Endpoint, services: Services) =>
  async (ctx: Context): Promise<void> => {
    const query = decodeAnnotationQuery(ctx.query);
    // An upload that will be of no use is not waited for: whom and what it is about is looked at first.
    await services.models.lend(query.model, async (model) => {
      const session = await findAsked(endpoint, query, services);
      await receiveRequest(ctx, services, session, async ({ params, image, ask, signal }) => {
        logUnknown(params, ctx, services.log);
        const result = await ask({ ...askedIn(endpoint, params), ...image, model });
        await send(ctx, replyOf(result), { output: query.output, signal, limits: services.limits });
      });
    });
  };

/** The session of a request that its model can answer. */
async function findAsked(
  endpoint: Endpoint,
  query: AnnotationQuery,
  { models, sessions }: Services,
): Promise<Session | undefined> {
  const summary = summaryOf(models, query.model);
  assertServes(endpoint, summary);
  assertOutput(query.output, summary);
  return query.sessionId === undefined ? undefined : sessions.use(query.sessionId);
}

function logUnknown(params: Params, ctx: Context, log: Logger): void {
  const unknown = unknownParams(params);
  if (unknown.length > 0) log.debug({ id: requestIdOf(ctx) }, `params ignored: ${unknown.join(', ')}`);
}
