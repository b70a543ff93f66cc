import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FileOnDisk } from '@aiaa/imaging-io';
import { RemoteFailed } from '../errors/remote-failed.js';

/** A multipart/related body of DICOM files that is read from disk as it is sent. */
export interface MultipartBody {
  readonly contentType: string;
  /** In bytes, boundaries and all: some servers take no body of unknown length. */
  readonly length: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** @throws what the file system refuses as it is */
export async function multipartBody(files: readonly FileOnDisk[], boundary: string): Promise<MultipartBody> {
  const head = `--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`;
  const end = `--${boundary}--\r\n`;
  const parts: Part[] = [];
  for (const { path } of files) parts.push({ path, bytes: (await stat(path)).size });
  const length = parts.reduce((sum, { bytes }) => sum + head.length + bytes + 2, end.length);
  return {
    contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    length,
    chunks: bytesOf(parts, head, end),
  };
}

interface Part {
  readonly path: string;
  readonly bytes: number;
}

async function* bytesOf(parts: readonly Part[], head: string, end: string): AsyncGenerator<Uint8Array> {
  for (const { path, bytes } of parts) {
    yield Buffer.from(head);
    let sent = 0;
    for await (const chunk of createReadStream(path)) {
      const read = Buffer.from(chunk);
      sent += read.length;
      yield read;
    }
    if (sent !== bytes) throw new RemoteFailed('A file changed while it was being sent; send it again.');
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(end);
}
