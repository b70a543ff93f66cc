import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Answer } from './post.js';

/** A multipart answer, taken apart. */
export interface Reply {
  readonly params: unknown;
  readonly fileName: string;
  readonly file: Buffer;
}

/** The laws of a reply, as the clients impose them; returns its two parts. */
export function readReply({ status, headers, body }: Answer): Reply {
  equal(status, 200, body.toString());
  equal(headers['transfer-encoding'], undefined);
  equal(Number(headers['content-length']), body.length);
  const boundary =
    /^multipart\/form-data; boundary=(.{1,70})$/.exec(String(headers['content-type']))?.[1] ?? '?';
  const text = body.toString('latin1');
  ok(text.startsWith(`--${boundary}\r\n`));
  ok(text.endsWith(`\r\n--${boundary}--\r\n`));
  const [params = '', file = '', ...more] = text
    .slice(0, -`--${boundary}--\r\n`.length)
    .split(`--${boundary}\r\n`)
    .slice(1);
  deepEqual(more, []);
  const [head = '', json = ''] = params.split('\r\n\r\n');
  equal(head, 'Content-Disposition: form-data; name="params"\r\nContent-Type: application/json');
  const fileHead = file.slice(0, file.indexOf('\r\n\r\n'));
  const fileName = /; name="image"; filename="([^"]+)"\r\nContent-Type: application\/octet-stream$/.exec(
    fileHead,
  )?.[1];
  return {
    params: JSON.parse(json),
    fileName: fileName ?? '',
    file: Buffer.from(file.slice(fileHead.length + 4, -2), 'latin1'),
  };
}
