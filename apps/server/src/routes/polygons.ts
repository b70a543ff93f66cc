import { polygonsOf } from '@aiaa/annotator';
import {
  decodeFixPolygon,
  decodeMaskToPolygons,
  decodeOutput,
  decodeResultFormat,
  encodePolygons,
  encodeStack,
  queryText,
} from '@aiaa/http-contract';
import { unpackSlices } from '@aiaa/polygon';
import type { Context } from 'koa';
import { send, sendJsonPieces } from '../multipart/send.js';
import { receiveRequest, type Received } from '../receive-request.js';
import type { Services } from '../services.js';

/** `POST /v1/mask2polygon`: a mask in; out a bare list with one entry for each slice, whatever `output` says. */
export const maskToPolygons = (services: Services) => (ctx: Context) =>
  receiveImage(ctx, services, async ({ params, image, ask }) => {
    const request = { kind: 'mask-to-polygons', ...decodeMaskToPolygons(params), ...image } as const;
    const { polygons } = polygonsOf(await ask(request));
    await sendJsonPieces(ctx, encodeStack(polygons));
  });

/** `POST /v1/fixpolygon`: an image and an edit of its polygons in; out the polygons that follow, and their mask. */
export const fixPolygon = (services: Services) => (ctx: Context) =>
  receiveImage(ctx, services, async ({ params, image, ask, signal }) => {
    const { order, ...asked } = decodeFixPolygon(params);
    const format = params['result_extension'] === undefined ? {} : { result: decodeResultFormat(params) };
    const request = { kind: 'fix-polygon', ...asked, ...format, ...image } as const;
    const { polygons, file } = polygonsOf(await ask(request));
    const rings = [...unpackSlices(polygons)];
    const reply = { params: { poly: encodePolygons(rings, order) }, ...(file === undefined ? {} : { file }) };
    const output = decodeOutput(queryText(ctx.query, 'output'));
    await send(ctx, reply, { output, signal, limits: services.limits });
  });

/** The same for every endpoint of polygons: no model, but perhaps a session. */
async function receiveImage(
  ctx: Context,
  services: Services,
  answer: (received: Received) => Promise<void>,
): Promise<void> {
  const id = queryText(ctx.query, 'session_id');
  const session = id === undefined ? undefined : await services.sessions.use(id);
  await receiveRequest(ctx, services, session, answer);
}
