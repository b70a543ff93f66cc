import { randomUUID } from 'node:crypto';

declare const checked: unique symbol;

/** A random UUID (RFC 9562, version 4) in lower case: safe as a folder name, in a URL and in a cookie. */
export type SessionId = string & { readonly [checked]: 'session-id' };

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The only door from a text to an id: what does not pass it never becomes part of a path. */
export const isSessionId = (text: string): text is SessionId => text.length === 36 && SHAPE.test(text);

// Node documents randomUUID as a version 4 UUID, in the lower case that RFC 9562 asks of whoever prints one.
export const newSessionId = (): SessionId => randomUUID() as SessionId;
