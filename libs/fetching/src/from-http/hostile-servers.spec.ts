import { readFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HttpSource } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS, type FetchLimits } from '../fetch-limits.js';
import { UNTRUSTED } from '../testing/untrusted.js';
import { webRoom, type WebRoom } from '../testing/web-room.js';
import { webServer } from '../testing/web-server.js';
import type { UrlPolicy } from '../url-policy.js';
import { fetchHttp } from './fetch-http.js';
import type { WebContext } from './web-context.js';

const ANY: UrlPolicy = { mode: 'any', hosts: [] };

let room: WebRoom;

beforeEach(async () => {
  room = await webRoom();
});

afterEach(() => room.close());

const fetchFrom = (url: string, source: Partial<HttpSource> = {}, context: Partial<WebContext> = {}) =>
  fetchHttp(
    { kind: 'http', url, ...source },
    { folder: room.folder, limits: DEFAULT_FETCH_LIMITS, policy: ANY, ...context },
  );

const limited = (limits: Partial<FetchLimits>): Partial<WebContext> => ({
  limits: { ...DEFAULT_FETCH_LIMITS, ...limits },
});

const IMAGE = Buffer.alloc(300_000, 'voxels');

describe('an answer of', () => {
  it.each<[status: number, start: string]>([
    [404, 'RemoteNotFound: '],
    [410, 'RemoteNotFound: '],
    [204, 'RemoteNotFound: '],
    [401, 'RemoteFailed: '],
    [403, 'RemoteFailed: '],
    [206, 'RemoteFailed: '],
    [304, 'RemoteFailed: '],
    [418, 'RemoteFailed: '],
    [500, 'RemoteFailed: '],
    [503, 'RemoteFailed: '],
  ])('%d is refused in a sentence without secrets', async (status, start) => {
    const url = await room.serve((_, answer) =>
      answer.writeHead(status).end(status === 204 ? undefined : 'body'),
    );
    const sentence = await room.refusal(
      fetchFrom(`${url.replace('//', '//alice:hunter2@')}/secret?token=secret`, {
        headers: { key: 'secret' },
      }),
    );
    expect(sentence.startsWith(start)).toBe(true);
    expect(sentence).toMatch(new RegExp(`127\\.0\\.0\\.1:\\d+ .*${status}.*\\.$`));
    expect(sentence).not.toMatch(/secret|alice|hunter2/);
  });

  it.each([
    ['<!DOCTYPE html><title>Log in</title>', 'a web page'],
    ['\ufeff\n <html lang=en>', 'a web page'],
    ['<?xml version="1.0"?><Error/>', 'XML'],
    ['{"error": "no"}', 'JSON'],
    ['{}', 'JSON'],
    ['[{"a": 1}]', 'JSON'],
  ])('%j is refused as %s', async (page, what) => {
    const url = await room.serve((_, answer) => answer.end(page + ' '.repeat(2000)));
    expect(await room.refusal(fetchFrom(url))).toMatch(
      new RegExp(`^UnsupportedImage: 127\\.0\\.0\\.1:\\d+ answered with ${what}, .*login`),
    );
  });

  it('DICOM whose free bytes begin as a page is none', async () => {
    const dicom = Buffer.from(`${'<html>'.padEnd(128)}DICM`);
    const url = await room.serve((_, answer) => answer.end(dicom));
    const [file] = await fetchFrom(url);
    expect(await readFile(file?.path ?? '')).toEqual(dicom);
  });

  it('nothing is not found', async () => {
    expect(await room.refusal(fetchFrom(await room.serve((_, answer) => answer.end())))).toMatch(
      /^RemoteNotFound: /,
    );
  });
});

describe('hostile servers', () => {
  const head = 'HTTP/1.1 200 OK\r\n';
  /** Says something once it was asked. */
  const answering = (text: string | Buffer, end = true): Promise<string> =>
    room.speak((socket) => socket.once('data', () => (end ? socket.end(text) : socket.write(text))));

  it.each([
    ['more than they declare to be allowed', `${head}Content-Length: 2000\r\n\r\n`],
    ['more than they declare to have', `${head}Content-Length: 999999999999999999\r\n\r\n`],
    ['more than is allowed', `${head}\r\n${'x'.repeat(1001)}`],
    [
      'more than is allowed in chunks',
      `${head}Transfer-Encoding: chunked\r\n\r\n7d1\r\n${'x'.repeat(2001)}\r\n0\r\n\r\n`,
    ],
  ])('that send %s are cut off', async (_, text) => {
    expect(await room.refusal(fetchFrom(await answering(text), {}, limited({ bytes: 1000 })))).toBe(
      'LimitExceeded: There is more than 1000 bytes, which is the limit of one fetch.',
    );
  });

  it('that send a bomb are cut off when it has grown too large', async () => {
    const bomb = gzipSync(Buffer.alloc(50 << 20), { level: 9 });
    const url = await room.serve((_, answer) => {
      answer.setHeader('Content-Encoding', 'gzip');
      answer.end(bomb);
    });
    expect(await room.refusal(fetchFrom(url, {}, limited({ bytes: 1 << 20 })))).toMatch(
      /^LimitExceeded: .* 1 MiB/,
    );
  });

  it.each([
    ['close at once', '', /broke off/],
    ['close within the headers', `${head}Content-Le`, /broke off|HTTP/],
    ['send less than they declare', `${head}Content-Length: 100\r\n\r\nhalf`, /broke off/],
    ['stop within a chunk', `${head}Transfer-Encoding: chunked\r\n\r\n64\r\nhalf`, /broke off/],
    ['send a chunk without a length', `${head}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`, /broke off/],
    ['speak something else', 'SSH-2.0-OpenSSH_9.2\r\n', /in HTTP/],
    ['speak DICOM', Buffer.from([3, 0, 0, 0, 0, 4, 0, 1, 1, 1]), /in HTTP/],
    ['send endless headers', `${head}${'X-A: yyyyyyyyyyyyyyyy\r\n'.repeat(2000)}`, /more headers/],
    [
      'cut a compressed body short',
      Buffer.concat([Buffer.from(`${head}Content-Encoding: gzip\r\n\r\n`), gzipSync(IMAGE).subarray(0, 200)]),
      /compressed body/,
    ],
    ['compress without compressing', `${head}Content-Encoding: gzip\r\n\r\nplain text`, /compressed body/],
    ['damage brotli', `${head}Content-Encoding: br\r\n\r\nplain text that is not brotli`, /compressed body/],
    ['compress in their own way', `${head}Content-Encoding: zstd, gzip\r\n\r\nxxxx`, /nobody asked for/],
    ['name two lengths', `${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nxxxxx`, /in HTTP/],
  ])('that %s have failed', async (_, text, words) => {
    const sentence = await room.refusal(fetchFrom(await answering(text)));
    expect(sentence).toMatch(/^RemoteFailed: .*127\.0\.0\.1:\d+ .*\.$/);
    expect(sentence).toMatch(words);
  });

  it('that reset the connection have failed', async () => {
    const url = await room.speak((socket) => {
      socket.once('data', () => {
        socket.write(`${head}Content-Length: 100\r\n\r\nhalf`, () => socket.resetAndDestroy());
      });
    });
    expect(await room.refusal(fetchFrom(url))).toMatch(/^RemoteFailed: .*broke off/);
  });

  it('that fail are remembered without what was asked of them', async () => {
    const url = await answering('');
    const error: unknown = await fetchFrom(url.replace('//', '//alice:hunter2@')).catch((reason) => reason);
    expect(Object(error).cause).toMatchObject({ code: 'ECONNRESET' });
    const secrets = new RegExp(`alice|hunter2|${Buffer.from('alice:hunter2').toString('base64')}`);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(secrets);
  });

  it.each([
    ['nothing', ''],
    ['half a head', `${head}Content-Length: 100\r\n`],
    ['half a body', `${head}Content-Length: 100\r\n\r\nhalf`],
  ])('that send %s and fall silent are left', async (_, text) => {
    expect(
      await room.refusal(fetchFrom(await answering(text, false), {}, limited({ idleMilliseconds: 100 }))),
    ).toMatch(/^RemoteTimeout: 127\.0\.0\.1:\d+ sent nothing for 0\.1 s\.$/);
  });

  it('may be given less time by whoever asks', async () => {
    expect(await room.refusal(fetchFrom(await answering('', false), { timeoutSeconds: 0.1 }))).toMatch(
      /^RemoteTimeout: /,
    );
  });

  it.each([
    ['the head', head],
    ['the body', `${head}Content-Length: 1000\r\n\r\n`],
  ])('that drip %s for ever are left', async (_, text) => {
    const url = await room.speak((socket) => {
      socket.write(text);
      const drip = setInterval(() => socket.write('x'), 10);
      socket.once('close', () => clearInterval(drip));
    });
    expect(
      await room.refusal(fetchFrom(url, {}, limited({ idleMilliseconds: 5000, totalMilliseconds: 150 }))),
    ).toMatch(/^RemoteTimeout: The transfer from 127\.0\.0\.1:\d+ took longer than 0\.15 s\.$/);
  });

  it('that nobody trusts are refused, unless whoever asks does not mind', async () => {
    const url = await room.serveSecurely(UNTRUSTED, (_, answer) => answer.end(IMAGE));
    expect(await room.refusal(fetchFrom(url))).toMatch(
      /^RemoteFailed: .* certificate that is not trusted here/,
    );
    expect(await fetchFrom(url, { verify: false })).toHaveLength(1);
  });

  it('that speak TLS where none is asked for, and none where it is', async () => {
    const secure = await room.serveSecurely(UNTRUSTED, (_, answer) => answer.end(IMAGE));
    expect(await room.refusal(fetchFrom(secure.replace('https', 'http')))).toMatch(/^RemoteFailed: /);
    const plain = await room.serve((_, answer) => answer.end(IMAGE));
    expect(await room.refusal(fetchFrom(plain.replace('http', 'https')))).toMatch(
      /^RemoteFailed: .*agree on TLS/,
    );
  });

  it('that accept TCP and no TLS are left when connecting takes too long', async () => {
    const url = (await room.speak((socket) => socket.resume())).replace('http', 'https');
    expect(await room.refusal(fetchFrom(url, {}, limited({ connectMilliseconds: 50 })))).toMatch(
      /^RemoteTimeout: .* accepted no connection/,
    );
  });

  it('that do not listen', async () => {
    const server = await webServer(() => undefined);
    await server.close();
    expect(await room.refusal(fetchFrom(`http://127.0.0.1:${server.port}`))).toMatch(
      /^RemoteFailed: .* refuses connections/,
    );
  });
});

describe('whoever asked may go away', () => {
  it('before', async () => {
    expect(await room.refusal(fetchFrom('http://127.0.0.1:1', {}, { signal: AbortSignal.abort() }))).toMatch(
      /^Cancelled/,
    );
  });

  it.each([
    ['before the head', false],
    ['within the body', true],
  ])('%s', async (_, head) => {
    const leaving = new AbortController();
    const url = await room.serve((_request, answer) => {
      if (head) answer.write(IMAGE);
      setTimeout(() => leaving.abort(), 50);
    });
    expect(await room.refusal(fetchFrom(url, {}, { signal: leaving.signal }))).toMatch(/^Cancelled/);
  });
});
