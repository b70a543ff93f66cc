import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { FileProblem } from '../file-problem.js';
import { requireFile } from '../require-file.js';

/** A file as a part of a form. */
export interface FilePart {
  readonly name: string;
  readonly path: string;
  readonly type: string;
}

/** A multipart form whose length is known before its first byte, read from disk as it is sent. */
export interface FormBody {
  readonly type: string;
  /** In bytes. */
  readonly length: number;
  chunks(): AsyncIterable<Buffer>;
}

/** @throws FileProblem when a file cannot be read, or becomes shorter on the way */
export async function formBody(parts: readonly FilePart[]): Promise<FormBody> {
  const boundary = `aiaa-${randomUUID()}`;
  const sized = await Promise.all(parts.map((part) => sizedPart(part, boundary)));
  const end = Buffer.from(`--${boundary}--\r\n`);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: sized.reduce((sum, { head, size }) => sum + head.length + size + LINE_END.length, end.length),
    async *chunks() {
      for (const { head, path, size } of sized) {
        yield head;
        yield* bytesOf(path, size);
        yield LINE_END;
      }
      yield end;
    },
  };
}

const LINE_END = Buffer.from('\r\n');

interface SizedPart {
  readonly head: Buffer;
  readonly path: string;
  readonly size: number;
}

async function sizedPart({ name, path, type }: FilePart, boundary: string): Promise<SizedPart> {
  await requireFile(path);
  // What a quoted string of RFC 7578 can hold on every server.
  const fileName = basename(path).replaceAll(/[^\w.-]/g, '_');
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\n` +
    `Content-Type: ${type}\r\n\r\n`;
  return { head: Buffer.from(head), path, size: (await stat(path)).size };
}

/** The first `size` bytes: a file that grows meanwhile is sent as long as it was. */
async function* bytesOf(path: string, size: number): AsyncIterable<Buffer> {
  if (size === 0) return;
  let left = size;
  for await (const chunk of createReadStream(path, { end: size - 1 })) {
    left -= chunk.length;
    yield chunk;
  }
  if (left > 0) throw new FileProblem(`${path} became shorter while it was sent.`);
}
