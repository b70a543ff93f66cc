import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorCode, TaggedError } from '@aiaa/volume/errors';
import type { FormBody } from './form-body.js';
import { ServerProblem } from './server-problem.js';

/** A server, and by what right it is asked. */
export interface ServerTarget {
  /** Of http or https; a path in it stays in front of every path that is asked. */
  readonly url: string;
  readonly token?: string;
  /** Whether any certificate will do. */
  readonly insecure: boolean;
}

export interface Ask {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly path: string;
  /** The media type of the answer (default: JSON). */
  readonly accept?: string;
  readonly body?: FormBody;
  /** How long the server may be silent; absent: as long as it takes. */
  readonly silenceMilliseconds?: number;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** More than any list or log that a person would read. */
const MOST_BYTES = 64 * 1024 ** 2;

/** What the server answers, whatever it is. @throws ServerProblem when none comes; FileProblem */
export async function askServer(target: ServerTarget, ask: Ask): Promise<Answer> {
  const request = open(target, ask);
  try {
    return await exchange(request, ask);
  } catch (cause) {
    if (cause instanceof TaggedError || ask.signal?.aborted === true) throw cause;
    throw new ServerProblem(`The server at ${target.url} ${whyNoAnswer(cause)}.`, { cause });
  } finally {
    request.destroy();
  }
}

function whyNoAnswer(cause: unknown): string {
  const code = String(errorCode(cause) ?? Object(cause).message);
  return code === 'EPIPE' || code === 'ECONNRESET'
    ? `hung up before it answered (${code}); its log may say why`
    : `cannot be reached (${code})`;
}

function open({ url, token, insecure }: ServerTarget, ask: Ask): ClientRequest {
  const { method, path, accept = 'application/json', body, signal } = ask;
  const base = new URL(url);
  const place = new URL(base.pathname.replace(/\/+$/, '') + path, base);
  const headers = {
    Accept: accept,
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'Content-Type': body.type, 'Content-Length': body.length }),
  };
  const options = { method, headers, agent: false, ...(signal === undefined ? {} : { signal }) };
  return place.protocol === 'https:'
    ? requestHttps(place, { ...options, rejectUnauthorized: !insecure })
    : requestHttp(place, options);
}

/** A server may answer, and stop listening, before it has all of the body: its answer counts, not the broken pipe. */
async function exchange(request: ClientRequest, { body, silenceMilliseconds }: Ask): Promise<Answer> {
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).on('error', reject);
  });
  if (silenceMilliseconds !== undefined)
    request.setTimeout(silenceMilliseconds, () =>
      request.destroy(new Error(`no word for ${silenceMilliseconds / 1000} s`)),
    );
  if (body === undefined) request.end();
  const sent = body === undefined ? undefined : pipeline(Readable.from(body.chunks()), request);
  // Before an answer, what stops the sending stops the request; after it, nothing of it matters.
  const failed = new Promise<never>((_, reject) => void sent?.catch(reject));
  return await answerOf(await Promise.race([response, failed]));
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new ServerProblem('The server answers with more than 64 MiB.');
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() };
}
