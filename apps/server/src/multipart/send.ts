import { randomUUID } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  asciiJson,
  layOutReply,
  noResultFile,
  replyLength,
  type Output,
  type ReplyLayout,
} from '@aiaa/http-contract';
import { Cancelled, errorCode } from '@aiaa/volume/errors';
import type { Context } from 'koa';
import { rejectionOf } from '../hang-up.js';
import type { Limits } from '../limits.js';

/** What a request produced: its params for people and programs, its file by path. */
export interface Reply {
  readonly params: Readonly<Record<string, unknown>>;
  /** Left out where there is none, as for a classification. */
  readonly file?: string;
}

export interface SendingFile {
  /** Aborts when the client hangs up. */
  readonly signal: AbortSignal;
  /** Who stops reading is let go like who stops sending. */
  readonly limits: Pick<Limits, 'bodyIdleMilliseconds'>;
}

export interface Sending extends SendingFile {
  readonly output: Output;
}

/**
 * Answers 200 with what `output` names, and returns when the last byte is out.
 * @throws Cancelled when the client hangs up; MalformedRequest when a file is asked for and there is none
 */
export async function send(ctx: Context, reply: Reply, sending: Sending): Promise<void> {
  switch (sending.output) {
    case 'params':
      return sendJson(ctx, reply.params);
    case 'file':
      return sendFile(ctx, reply.file ?? refuseFile(), sending);
    case 'multipart':
      return reply.file === undefined
        ? sendText(ctx, frame(reply.params))
        : sendFramed(ctx, reply.file, { ...sending, layout: frame(reply.params, reply.file) });
  }
}

/** Answers 200 with a file as it is. @throws Cancelled when the client hangs up */
export const sendFile = (ctx: Context, file: string, sending: SendingFile): Promise<void> =>
  sendFramed(ctx, file, { ...sending, layout: BARE });

/** Answers 200 with JSON, ended by a line break for those who read it in a terminal. */
export function sendJson(ctx: Context, value: unknown): void {
  ctx.set('Content-Type', 'application/json');
  ctx.body = `${asciiJson(value)}\n`;
}

/** Answers 200 with what lies in memory, as it is. */
export function sendBytes(ctx: Context, bytes: Buffer, contentType: string): void {
  ctx.set('Content-Type', contentType);
  ctx.body = bytes;
}

function refuseFile(): never {
  throw noResultFile();
}

/** Answers 200 with JSON that comes in pieces of ASCII; between two of them others have their turn. */
export async function sendJsonPieces(ctx: Context, pieces: Iterable<Uint8Array>): Promise<void> {
  const parts: Uint8Array[] = [];
  for (const piece of pieces) {
    parts.push(piece);
    await nextTurn();
  }
  ctx.set('Content-Type', 'application/json');
  ctx.body = Buffer.concat(parts);
}

const BARE: ReplyLayout = { contentType: 'application/octet-stream', head: '', tail: '' };

const frame = (params: Reply['params'], file?: string): ReplyLayout =>
  layOutReply({
    params,
    ...(file === undefined ? {} : { fileName: basename(file).replaceAll(/[^\w.-]/g, '_') }),
    boundary: `aiaa-${randomUUID()}`,
  });

function sendText(ctx: Context, { contentType, head, tail }: ReplyLayout): void {
  ctx.set('Content-Type', contentType);
  ctx.body = `${head}${tail}`;
}

interface SendingFramed extends SendingFile {
  readonly layout: ReplyLayout;
}

async function sendFramed(
  ctx: Context,
  path: string,
  { layout, limits, signal }: SendingFramed,
): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    ctx.status = 200;
    ctx.set('Content-Type', layout.contentType);
    ctx.length = replyLength(layout, size);
    // Koa sends when the handler has returned; by then the file is gone with its folder.
    ctx.respond = false;
    // Until now the socket had reason to be silent.
    ctx.res.setTimeout(limits.bodyIdleMilliseconds);
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
