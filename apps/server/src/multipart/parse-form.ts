import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import {
  imageName,
  isFilePart,
  MalformedRequest,
  multipartContentType,
  severalFiles,
} from '@aiaa/http-contract';
import { Cancelled, LimitExceeded } from '@aiaa/volume/errors';
import type { Limits } from '../limits.js';

/** The file part of a form, on disk. */
export interface ReceivedFile {
  readonly path: string;
  /** `image` with the suffix of the client's file name. */
  readonly name: string;
}

/** What a form held: at most one file and one params text, whatever their order. */
export interface Form {
  readonly file?: ReceivedFile;
  readonly params?: string;
}

/** A form that is being read. */
export interface FormReading {
  /** Resolves when every part is read and the file is wholly written. */
  readonly form: Promise<Form>;
  /** Lets go of the body, whole or not, and of the file; the body is left as it is, to be drained or dropped. */
  stop(): Promise<void>;
}

/**
 * Reads a form from a request into `filePath`, never into memory. This is the one file that knows the parser.
 *
 * @throws MalformedRequest when the body is no form
 */
export function parseForm(request: IncomingMessage, filePath: string, limits: Limits): FormReading {
  const parser = new Busboy({
    headers: { 'content-type': multipartContentType(request.headers['content-type']) },
    preservePath: true,
    isPartAFile: (name, contentType, fileName) => isFilePart({ name, contentType, fileName }),
    limits: {
      fileSize: limits.uploadBytes,
      fieldSize: limits.paramsBytes,
      parts: limits.parts,
      headerSize: limits.partHeaderBytes,
    },
  });
  let open: BusboyFileStream | undefined;
  let writing: Promise<void> | undefined;
  let found: Form = {};
  const form = new Promise<Form>((resolve, reject) => {
    parser.on('file', (_field, stream, fileName) => {
      // Its failure is heard through the pipeline; without a listener of its own it would end the process.
      stream.on('error', () => undefined);
      if (writing !== undefined) {
        stream.resume();
        return reject(severalFiles());
      }
      stream.on('limit', () =>
        reject(new LimitExceeded(`The image is larger than ${limits.uploadBytes} bytes.`)),
      );
      open = stream;
      writing = pipeline(stream, createWriteStream(filePath, { flags: 'wx', mode: 0o600 }));
      writing.catch(reject);
      found = { ...found, file: { path: filePath, name: imageName(fileName) } };
    });
    parser.on('field', (name, value, _nameTruncated, truncated) => {
      if (name !== 'params') return;
      if (truncated) reject(new LimitExceeded(`The params are longer than ${limits.paramsBytes} bytes.`));
      found = { ...found, params: value };
    });
    parser.on('partsLimit', () => reject(new LimitExceeded(`The form has more than ${limits.parts} parts.`)));
    parser.on('error', (cause) => reject(new MalformedRequest(BROKEN_FORM, { cause })));
    parser.on('finish', () => void Promise.resolve(writing).then(() => resolve(found), reject));
  });
  form.catch(() => undefined);
  request.pipe(parser);
  const stop = async (): Promise<void> => {
    request.unpipe(parser);
    // Without an error a pipeline waits on for the end of a stream that has all its bytes but is not read out.
    open?.destroy(new Cancelled());
    await writing?.catch(() => undefined);
  };
  return { form, stop };
}

const BROKEN_FORM = 'The form breaks off or holds no part: its closing boundary was expected.';
