import { isSessionId, type SessionId } from './session-id.js';

/** What the folder of an expired session is called until it is removed. */
export interface Tombstone {
  readonly id: SessionId;
  /** When it was renamed, in milliseconds since 1970, by the clock of the server that did. */
  readonly buriedAt: number;
}

const MARK = '.gone-';

export const tombstoneName = ({ id, buriedAt }: Tombstone): string => `${id}${MARK}${Math.round(buriedAt)}`;

/** Undefined for a name that is no tombstone's. */
export function parseTombstone(name: string): Tombstone | undefined {
  const [id, time, ...rest] = name.split(MARK);
  if (!isSessionId(id) || time === undefined || rest.length > 0 || !/^-?\d{1,16}$/.test(time))
    return undefined;
  return { id, buriedAt: Number(time) };
}

/** The id in the name of a session's folder, under either of its names; undefined for a stranger's. */
export const sessionIdOf = (name: string): SessionId | undefined =>
  isSessionId(name) ? name : parseTombstone(name)?.id;

/** For a server with a slower clock to say that the session has not expired. */
const WAIT_MS = 60_000;

/** A tombstone of the future waits no longer than one of the past: the clock that wrote it may have been wrong. */
export const hasWaited = ({ buriedAt }: Tombstone, now: number): boolean =>
  Math.abs(now - buriedAt) >= WAIT_MS;
