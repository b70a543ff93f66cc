/** What clients are told of a session. */
export interface SessionSummary {
  readonly id: string;
  /** As its sender called the image; never a path. */
  readonly name: string;
  /** Milliseconds since 1970, as is `lastUsedAt`. */
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expirySeconds: number;
  /** What was found out about the image, such as its size, its spacing and warnings; JSON. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * The answer to `PUT /session/`: clients read `session_id` alone, the C++ client only as a string. What is known
 * of the session stands beside it, under the names of MONAI Label (monailabel/endpoints/session.py).
 */
export const encodeSession = (session: SessionSummary): Readonly<Record<string, unknown>> => ({
  session_id: session.id,
  session_info: encodeSessionInfo(session),
});

/** The answer to `GET /session/{id}`: times in whole seconds since 1970, the expiry in seconds from the last use. */
export const encodeSessionInfo = (session: SessionSummary): Readonly<Record<string, unknown>> => ({
  session_id: session.id,
  image: session.name,
  create_ts: Math.floor(session.createdAt / 1000),
  last_access_ts: Math.floor(session.lastUsedAt / 1000),
  expiry: session.expirySeconds,
  meta: session.facts,
});
