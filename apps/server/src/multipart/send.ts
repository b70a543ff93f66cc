import { randomUUID } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asciiJson, layOutReply, replyLength, type Output, type ReplyLayout } from '@aiaa/http-contract';
import { Cancelled, errorCode } from '@aiaa/volume/errors';
import type { Context } from 'koa';
import { rejectionOf } from '../hang-up.js';

/** What a request produced: its params for people and programs, its file by path. */
export interface Reply {
  readonly params: Readonly<Record<string, unknown>>;
  readonly file: string;
}

/**
 * Answers 200 with what `output` names, and returns when the last byte is out.
 * @param signal aborts when the client hangs up
 * @throws Cancelled
 */
export async function send(ctx: Context, output: Output, reply: Reply, signal: AbortSignal): Promise<void> {
  switch (output) {
    case 'params':
      return sendJson(ctx, reply.params);
    case 'file':
      return sendFramed(ctx, reply.file, BARE, signal);
    case 'multipart':
      return sendFramed(ctx, reply.file, frame(reply), signal);
  }
}

/** Answers 200 with JSON, ended by a line break for those who read it in a terminal. */
export function sendJson(ctx: Context, value: unknown): void {
  ctx.set('Content-Type', 'application/json');
  ctx.body = `${asciiJson(value)}\n`;
}

const BARE: ReplyLayout = { contentType: 'application/octet-stream', head: '', tail: '' };

const frame = ({ params, file }: Reply): ReplyLayout =>
  layOutReply({
    params,
    fileName: basename(file).replaceAll(/[^\w.-]/g, '_'),
    boundary: `aiaa-${randomUUID()}`,
  });

async function sendFramed(
  ctx: Context,
  path: string,
  layout: ReplyLayout,
  signal: AbortSignal,
): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    ctx.status = 200;
    ctx.set('Content-Type', layout.contentType);
    ctx.length = replyLength(layout, size);
    // Koa sends when the handler has returned; by then the file is gone with its folder.
    ctx.respond = false;
    // An answer that waits behind another never hears that it is destroyed, and its pipeline would never end.
    await Promise.race([pipeline(framed(file, size, layout), ctx.res, { signal }), rejectionOf(signal)]);
  } catch (cause) {
    throw HANG_UPS.has(errorCode(cause)) ? new Cancelled('The client hung up.', { cause }) : cause;
  } finally {
    await file.close();
  }
}

async function* framed(file: FileHandle, size: number, { head, tail }: ReplyLayout): AsyncGenerator<Buffer> {
  if (head !== '') yield Buffer.from(head, 'ascii');
  if (size > 0) yield* file.createReadStream({ start: 0, end: size - 1, autoClose: false });
  if (tail !== '') yield Buffer.from(tail, 'ascii');
}

const HANG_UPS: ReadonlySet<unknown> = new Set([
  'ERR_STREAM_PREMATURE_CLOSE',
  'EPIPE',
  'ECONNRESET',
  'ABORT_ERR',
]);
