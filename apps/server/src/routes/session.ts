import {
  decodeSessionQuery,
  encodeSession,
  encodeSessionInfo,
  SessionNotFound,
  type SessionSummary,
} from '@aiaa/http-contract';
import { SessionGone, type Session } from '@aiaa/sessions';
import type { Context } from 'koa';
import { sendFile, sendJson } from '../multipart/send.js';
import { receiveSession } from '../receive-session.js';
import type { Services } from '../services.js';
import { unlessGone } from '../unless-gone.js';
import { watchOf } from '../watch-of.js';

/** `PUT /session/`: an image is uploaded once, and proven to be one before anybody is told that it is kept. */
export const putSession =
  (services: Services) =>
  async (ctx: Context): Promise<void> => {
    const { expirySeconds, saveAs } = decodeSessionQuery(ctx.query);
    const watch = watchOf(ctx, services.log);
    const session = await services.sessions.stage(async (staged) => {
      const received = await receiveSession(ctx.req, staged, { ...services, watch, saveAs });
      return staged.keep({ ...received, ...(expirySeconds === undefined ? {} : { expirySeconds }) });
    });
    sendJson(ctx, encodeSession(summaryOf(session)));
  };

/** `GET /session/{id}`: what is known of it, or with `image=true` the image. */
export const getSession =
  ({ sessions, limits, log }: Services) =>
  async (ctx: Context): Promise<void> => {
    const { image, updateTs } = decodeSessionQuery(ctx.query);
    const id = idOf(ctx);
    const session = await found(image || updateTs ? sessions.use(id) : sessions.look(id));
    if (!image) return sendJson(ctx, encodeSessionInfo(summaryOf(session)));
    const { signal } = watchOf(ctx, log);
    const sending = () => sendFile(ctx, imageOf(session).path, { signal, limits });
    return found(unlessGone(sessions, id, sending));
  };

/** `DELETE /session/{id}`: its files are gone before the answer is out. */
export const deleteSession =
  ({ sessions }: Services) =>
  async (ctx: Context): Promise<void> => {
    await found(sessions.remove(idOf(ctx)));
    sendJson(ctx, {});
  };

/** An image is one file, also where it came in several. */
const imageOf = ({ files: [image] }: Session): Session['files'][number] => image;

const summaryOf = (session: Session): SessionSummary => ({ ...session, name: imageOf(session).name });

/** Koa's router has taken the path apart; what is no id is no session either. */
const idOf = (ctx: Context): string => String(ctx['params'].id);

/** Here a session that is gone is a page that is not there; clients react to 440 only where they post. */
async function found<T>(looking: Promise<T>): Promise<T> {
  try {
    return await looking;
  } catch (cause) {
    throw cause instanceof SessionGone ? new SessionNotFound({ cause }) : cause;
  }
}
