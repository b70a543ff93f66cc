import { assertServes, type AnnotationResult, type ModelReference } from '@aiaa/annotator';
import {
  assertOutput,
  decodeAnnotationQuery,
  decodeParamsText,
  unknownParams,
  type AnnotationQuery,
  type Params,
} from '@aiaa/http-contract';
import type { Session } from '@aiaa/sessions';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import { requestIdOf } from '../middleware/request-id.js';
import { summaryOf } from '../model-catalogue.js';
import { receive } from '../multipart/receive.js';
import { send } from '../multipart/send.js';
import { replyOf } from '../reply-of.js';
import { requestedImage } from '../requested-image.js';
import type { Services } from '../services.js';
import { unlessGone } from '../unless-gone.js';
import { watchOf } from '../watch-of.js';
import { askedIn, type Endpoint } from './asked.js';

/** `POST /v1/{endpoint}`: an image, uploaded or of a session, and perhaps clicks in; what a model makes of them out. */
export const annotation =
  (endpoint: Endpoint, services: Services) =>
  async (ctx: Context): Promise<void> => {
    const { annotator, sessions, temp, limits, log } = services;
    const query = decodeAnnotationQuery(ctx.query);
    const { model, session } = await findAsked(endpoint, query, services);
    const { signal, report } = watchOf(ctx, log);
    await temp.lend(async (folder) => {
      const upload = await receive(ctx.req, { folder, limits, signal, imageNeeded: session === undefined });
      const params = decodeParamsText(upload.params, limits.paramsBytes);
      logUnknown(params, ctx, log);
      const image = requestedImage(session, upload);
      const request = { ...askedIn(endpoint, params), ...image, model, resultFolder: folder };
      const answering = () => annotator.annotate(request, { signal, report });
      const result = await unlessGone(sessions, session?.id, answering);
      logResult(result, ctx, log);
      await send(ctx, replyOf(result), { output: query.output, signal, limits });
    });
  };

/** Whom and what a request is about, before its body is looked at: an upload that will be of no use is not waited for. */
async function findAsked(
  endpoint: Endpoint,
  query: AnnotationQuery,
  { models, sessions }: Services,
): Promise<{ readonly model: ModelReference; readonly session: Session | undefined }> {
  const model = models.get(query.model);
  const summary = summaryOf(models, query.model);
  assertServes(endpoint, summary);
  assertOutput(query.output, summary);
  const session = query.sessionId === undefined ? undefined : await sessions.use(query.sessionId);
  return { model, session };
}

function logUnknown(params: Params, ctx: Context, log: Logger): void {
  const unknown = unknownParams(params);
  if (unknown.length > 0) log.debug({ id: requestIdOf(ctx) }, `params ignored: ${unknown.join(', ')}`);
}

function logResult({ kind, timings, warnings }: AnnotationResult, ctx: Context, log: Logger): void {
  const id = requestIdOf(ctx);
  log.debug({ id, timings }, `made a ${kind}`);
  for (const warning of warnings) log.warn({ id }, warning);
}
