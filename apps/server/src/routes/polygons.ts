import { polygonsOf } from '@aiaa/annotator';
import { decodeMaskToPolygons, decodeParamsText, encodePolygons, queryText } from '@aiaa/http-contract';
import type { Context } from 'koa';
import { receive } from '../multipart/receive.js';
import { sendJson } from '../multipart/send.js';
import { requestedImage } from '../requested-image.js';
import type { Services } from '../services.js';
import { unlessGone } from '../unless-gone.js';
import { watchOf } from '../watch-of.js';

/** `POST /v1/mask2polygon`: a mask in; out a bare list with one entry for each slice, whatever `output` says. */
export const maskToPolygons =
  ({ annotator, sessions, temp, limits, log }: Services) =>
  async (ctx: Context): Promise<void> => {
    const id = queryText(ctx.query, 'session_id');
    const session = id === undefined ? undefined : await sessions.use(id);
    const { signal, report } = watchOf(ctx, log);
    await temp.lend(async (folder) => {
      const upload = await receive(ctx.req, { folder, limits, signal, imageNeeded: session === undefined });
      const asked = decodeMaskToPolygons(decodeParamsText(upload.params, limits.paramsBytes));
      const image = requestedImage(session, upload);
      const request = { kind: 'mask-to-polygons', ...asked, ...image, resultFolder: folder } as const;
      const tracing = () => annotator.annotate(request, { signal, report });
      const { rings } = polygonsOf(await unlessGone(sessions, id, tracing));
      sendJson(ctx, encodePolygons(rings, 'stack'));
    });
  };
