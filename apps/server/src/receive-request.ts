import type { AnnotationRequest, AnnotationResult, ImageRequest } from '@aiaa/annotator';
import { decodeParamsText, serverTiming, type Params } from '@aiaa/http-contract';
import type { Session } from '@aiaa/sessions';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import { requestIdOf } from './middleware/request-id.js';
import { receive } from './multipart/receive.js';
import { requestedImage } from './requested-image.js';
import type { Services } from './services.js';
import { unlessGone } from './unless-gone.js';
import { watchOf } from './watch-of.js';

/** What a request is about, and whom to ask. */
export interface Received {
  readonly params: Params;
  readonly image: ImageRequest;
  readonly signal: AbortSignal;
  /** @throws AnnotationFailed; SessionGone where the session was deleted meanwhile */
  ask(request: AnnotationRequest): Promise<AnnotationResult>;
}

/** Lends what came with a request, or is kept in its session, to whoever answers it; files go with the answer. */
export async function receiveRequest(
  ctx: Context,
  { annotator, sessions, temp, limits, log }: Services,
  session: Session | undefined,
  answer: (received: Received) => Promise<void>,
): Promise<void> {
  const watch = watchOf(ctx, log);
  const { signal } = watch;
  await temp.lend(async (folder) => {
    const upload = await receive(ctx.req, { folder, limits, signal, imageNeeded: session === undefined });
    const ask = async (request: AnnotationRequest): Promise<AnnotationResult> => {
      const result = await unlessGone(sessions, session?.id, () => annotator.annotate(request, watch));
      logResult(result, ctx, log);
      if (result.timings.length > 0) ctx.append('Server-Timing', serverTiming(result.timings));
      return result;
    };
    await answer({
      params: decodeParamsText(upload.params, limits.paramsBytes),
      image: { ...requestedImage(session, upload), resultFolder: folder },
      signal,
      ask,
    });
  });
}

function logResult({ kind, timings, warnings }: AnnotationResult, ctx: Context, log: Logger): void {
  const id = requestIdOf(ctx);
  log.debug({ id, timings }, `made a ${kind}`);
  for (const warning of warnings) log.warn({ id }, warning);
}
