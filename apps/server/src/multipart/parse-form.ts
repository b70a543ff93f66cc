import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import {
  imageName,
  isFilePart,
  MalformedRequest,
  multipartContentType,
  type FormPart,
} from '@aiaa/http-contract';
import { LimitExceeded } from '@aiaa/volume/errors';
import type { Limits } from '../limits.js';
import { fileSaver, type FileSaver, type ReceivedFile } from './file-saver.js';

/** What a form held: its files, in the order in which they came, and at most one params text among them. */
export interface Form {
  readonly files: readonly ReceivedFile[];
  readonly params?: string;
}

export interface FormOptions {
  readonly folder: string;
  readonly limits: Limits;
  /** Which parts are written to files; by default what `isFilePart` takes for an image. */
  readonly isFile?: (part: FormPart) => boolean;
}

/** A form that is being read. */
export interface FormReading {
  /** Resolves when every part is read and every file is wholly written. */
  readonly form: Promise<Form>;
  /** Lets go of the body, whole or not, and of the files; the body is left as it is, to be drained or dropped. */
  stop(): Promise<void>;
}

/**
 * Reads a form from a request into files of `folder`, never into memory. This is the one file that knows the
 * parser.
 *
 * @throws MalformedRequest when the body is no form
 */
export function parseForm(
  request: IncomingMessage,
  { folder, limits, isFile = isFilePart }: FormOptions,
): FormReading {
  const parser = new Busboy({
    headers: { 'content-type': multipartContentType(request.headers['content-type']) },
    preservePath: true,
    isPartAFile: (name, contentType, fileName) => isFile({ name, contentType, fileName }),
    limits: { fieldSize: limits.paramsBytes, parts: limits.parts, headerSize: limits.partHeaderBytes },
  });
  const { promise: form, resolve, reject } = promiseOf<Form>();
  const saver = fileSaver({ folder, bytes: limits.uploadBytes, failed: reject });
  let params: string | undefined;
  parser.on('file', (name, content, fileName) =>
    saver.take(content, { name: imageName({ name, fileName }), part: name }),
  );
  parser.on('field', (name, value, _nameTruncated, truncated) => {
    if (name !== 'params') return;
    if (truncated) reject(new LimitExceeded(`The params are longer than ${limits.paramsBytes} bytes.`));
    params = value;
  });
  parser.on('partsLimit', () => reject(new LimitExceeded(`The form has more than ${limits.parts} parts.`)));
  parser.on('error', (cause) => reject(new MalformedRequest(BROKEN_FORM, { cause })));
  parser.on('finish', () => {
    saver.saved().then((files) => resolve({ files, ...(params === undefined ? {} : { params }) }), reject);
  });
  const gate = gateOf(saver);
  request.pipe(gate).pipe(parser);
  const stop = async (): Promise<void> => {
    request.unpipe(gate);
    await saver.stop();
  };
  return { form, stop };
}

/** Small files come faster than a disk takes them: the next chunk waits until those of the chunks before are written. */
const gateOf = (saver: FileSaver): Transform =>
  new Transform({
    transform: (chunk, _encoding, done) => void saver.caughtUp().then(() => done(null, chunk)),
  });

function promiseOf<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    [resolve, reject] = [onResolve, onReject];
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

const BROKEN_FORM = 'The form breaks off or holds no part: its closing boundary was expected.';
