import type { IncomingMessage } from 'node:http';
import { noFile, type FormPart } from '@aiaa/http-contract';
import { LimitExceeded } from '@aiaa/volume/errors';
import type { Limits } from '../limits.js';
import type { ReceivedFile } from './file-saver.js';
import { parseForm } from './parse-form.js';
import { watchBody } from './watch-body.js';

/** The body of a request: its image lies in files; its params are text still. */
export interface Upload {
  readonly images: readonly ReceivedFile[];
  readonly params: string | undefined;
}

export interface ReceiveOptions {
  /** The request's own folder, which the files are written into. */
  readonly folder: string;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** False where the image is one of a session: then no body is needed, and its files are ignored. Default true. */
  readonly imageNeeded?: boolean;
  /** Which parts of the form are files; by default what may be an image. */
  readonly isFile?: (part: FormPart) => boolean;
}

/**
 * Streams the body of a request into files.
 *
 * @throws MalformedRequest when the body is no form, is broken, or holds no file
 * @throws LimitExceeded above a limit, before anything is read where the length was announced
 * @throws RequestTimeout when the client stops sending; Cancelled when it hangs up
 */
export async function receive(request: IncomingMessage, options: ReceiveOptions): Promise<Upload> {
  const { limits, signal, imageNeeded = true } = options;
  if (!imageNeeded && hasNoBody(request)) return { images: [], params: undefined };
  // What is neither file nor params (headers of parts, an epilogue) may be as much as we would drop unread.
  const ceiling = limits.uploadBytes + limits.paramsBytes + limits.drainBytes;
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > ceiling)
    throw new LimitExceeded(`The body has ${announced} bytes, above the limit of ${ceiling}.`);
  const reading = parseForm(request, options);
  const watch = watchBody(request, { idleMilliseconds: limits.bodyIdleMilliseconds, ceiling, signal });
  try {
    const form = await Promise.race([reading.form, watch.broken]);
    await Promise.race([wholeBody(request), watch.broken]);
    if (imageNeeded && form.files.length === 0) throw noFile();
    return { images: form.files, params: form.params };
  } finally {
    watch.release();
    await reading.stop();
  }
}

/** Waits for what follows the form: the Python client ends its body with a line break too many. */
async function wholeBody(request: IncomingMessage): Promise<void> {
  if (request.readableEnded) return;
  const ended = new Promise<void>((resolve) => request.once('end', resolve));
  request.unpipe();
  request.resume();
  await ended;
}

/** RFC 9112 section 6.3: a request without either header has none. */
const hasNoBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
