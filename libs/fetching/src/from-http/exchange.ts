import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import axios from 'axios';
import {
  allowedAddresses,
  judgeScheme,
  type ResolvedAddress,
  type Resolver,
  type UrlPolicy,
} from '../url-policy.js';
import type { Deadlines } from './deadlines.js';
import { shownHost } from './shown-host.js';
import type { WebRequest } from './web-request.js';

export interface WebAnswer {
  readonly status: number;
  /** A header by its name in lower case, the first where there are several; empty when there is none. */
  header(name: string): string;
  /** As it came over the line; whoever reads it is told when it breaks off. */
  readonly body: Readable;
}

/** What every request of one fetch has in common. */
export interface WebCall {
  readonly deadlines: Deadlines;
  readonly policy: UrlPolicy;
  readonly resolve?: Resolver;
  /** Hears of every socket, so that none outlives the fetch. */
  readonly onSocket: (socket: { destroy(): unknown }) => void;
}

/**
 * Sends one request and waits for the head of its answer; follows nothing. It connects to the addresses that were
 * judged, never to what a second look-up would give.
 * @throws FetchForbidden, RemoteFailed; what axios throws
 */
export async function exchange(request: WebRequest, call: WebCall): Promise<WebAnswer> {
  const { url } = request;
  judgeScheme(url);
  call.deadlines.connecting(shownHost(url));
  const addresses = await orAborted(
    allowedAddresses({ host: url.hostname, port: portOf(url) }, call.policy, call.resolve),
    call.deadlines.signal,
  );
  const response = await axios.request<IncomingMessage>({
    url: url.href,
    method: request.method,
    headers: { ...request.headers },
    ...(request.body === undefined ? {} : { data: asBody(request.body) }),
    transport: transportTo(addresses, request, call),
    signal: call.deadlines.signal,
    ...PLAIN,
  });
  const { data: body, status, headers } = response;
  // An abort between two readers must not end the process; whoever reads next is told.
  body.on('error', () => undefined);
  return { status, body, header: (name) => firstOf(headers[name]) };
}

/** Nothing is read from the environment, changed, inflated, followed or judged on the way. */
const PLAIN = {
  adapter: 'http',
  responseType: 'stream',
  decompress: false,
  proxy: false,
  maxRedirects: 0,
  timeout: 0,
  transformRequest: (data: unknown): unknown => data,
  validateStatus: (): boolean => true,
} as const;

const asBody = (body: Uint8Array | AsyncIterable<Uint8Array>): Buffer | Readable =>
  body instanceof Uint8Array ? Buffer.from(body) : Readable.from(body, { objectMode: false });

function transportTo(addresses: readonly ResolvedAddress[], { url, verify }: WebRequest, call: WebCall) {
  const { request } = url.protocol === 'https:' ? https : http;
  const established = url.protocol === 'https:' ? 'secureConnect' : 'connect';
  return {
    request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest {
      const pinned = { agent: false, lookup: lookupOf(addresses), rejectUnauthorized: verify } as const;
      const sent = request({ ...options, ...pinned }, onResponse);
      sent.once('socket', (socket) => {
        call.onSocket(socket);
        socket.once(established, () => call.deadlines.connected());
        socket.on('data', () => call.deadlines.heard());
      });
      return sent;
    },
  };
}

/** Answers with what was judged before, in either form that `net.connect` asks for. */
const lookupOf =
  (addresses: readonly ResolvedAddress[]): LookupFunction =>
  (_host, options, done) => {
    const family = options.family === 4 || options.family === 6 ? options.family : undefined;
    const fitting = addresses.filter((one) => family === undefined || one.family === family);
    const [first] = fitting;
    if (options.all === true) done(null, [...fitting]);
    else if (first !== undefined) done(null, first.address, first.family);
    else done(Object.assign(new Error('No address of that family was allowed.'), { code: 'ENOTFOUND' }), '');
  };

const portOf = ({ port, protocol }: URL): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);

const firstOf = (value: unknown): string => String((Array.isArray(value) ? value[0] : value) ?? '');

/** A look-up cannot be broken off; its answer can be left alone. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw signal.reason;
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
