import {
  polygonsOf,
  type FixPolygonRequest,
  type ImageRequest,
  type MaskToPolygonsRequest,
  type PolygonsResult,
} from '@aiaa/annotator';
import {
  decodeFixPolygon,
  decodeMaskToPolygons,
  decodeOutput,
  decodeParamsText,
  decodeResultFormat,
  encodePolygons,
  encodeStack,
  queryText,
  type Params,
} from '@aiaa/http-contract';
import { unpackSlices } from '@aiaa/polygon';
import type { Context } from 'koa';
import { receive } from '../multipart/receive.js';
import { send, sendJsonPieces } from '../multipart/send.js';
import { requestedImage } from '../requested-image.js';
import type { Services } from '../services.js';
import { unlessGone } from '../unless-gone.js';
import { watchOf } from '../watch-of.js';

/** `POST /v1/mask2polygon`: a mask in; out a bare list with one entry for each slice, whatever `output` says. */
export const maskToPolygons = (services: Services) => (ctx: Context) =>
  receiveImage(ctx, services, async ({ params, image, ask }) => {
    const { polygons } = await ask({ kind: 'mask-to-polygons', ...decodeMaskToPolygons(params), ...image });
    await sendJsonPieces(ctx, encodeStack(unpackSlices(polygons)));
  });

/** `POST /v1/fixpolygon`: an image and an edit of its polygons in; out the polygons that follow, and their mask. */
export const fixPolygon = (services: Services) => (ctx: Context) =>
  receiveImage(ctx, services, async ({ params, image, ask, signal }) => {
    const { order, ...asked } = decodeFixPolygon(params);
    const format = params['result_extension'] === undefined ? {} : { result: decodeResultFormat(params) };
    const { polygons, file } = await ask({ kind: 'fix-polygon', ...asked, ...format, ...image });
    const rings = [...unpackSlices(polygons)];
    const reply = { params: { poly: encodePolygons(rings, order) }, ...(file === undefined ? {} : { file }) };
    const output = decodeOutput(queryText(ctx.query, 'output'));
    await send(ctx, reply, { output, signal, limits: services.limits });
  });

interface Received {
  readonly params: Params;
  readonly image: ImageRequest;
  readonly signal: AbortSignal;
  ask(request: MaskToPolygonsRequest | FixPolygonRequest): Promise<PolygonsResult>;
}

/** Lends what came with a request, or is kept in its session, to whoever answers it. */
async function receiveImage(
  ctx: Context,
  { annotator, sessions, temp, limits, log }: Services,
  answer: (received: Received) => Promise<void>,
): Promise<void> {
  const id = queryText(ctx.query, 'session_id');
  const session = id === undefined ? undefined : await sessions.use(id);
  const { signal, report } = watchOf(ctx, log);
  await temp.lend(async (folder) => {
    const upload = await receive(ctx.req, { folder, limits, signal, imageNeeded: session === undefined });
    await answer({
      params: decodeParamsText(upload.params, limits.paramsBytes),
      image: { ...requestedImage(session, upload), resultFolder: folder },
      signal,
      ask: async (request) =>
        polygonsOf(await unlessGone(sessions, id, () => annotator.annotate(request, { signal, report }))),
    });
  });
}
