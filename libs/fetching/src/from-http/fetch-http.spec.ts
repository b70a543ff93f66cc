import { readFile, readdir } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HttpSource } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS } from '../fetch-limits.js';
import { webRoom, type WebRoom } from '../testing/web-room.js';
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

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

const IMAGE = Buffer.alloc(300_000, 'voxels');

describe('a download', () => {
  it('is one file, whole and under a number, with a name beside', async () => {
    const url = await room.serve((_, answer) => answer.end(IMAGE));
    const progress: unknown[] = [];
    const files = await fetchFrom(
      `${url}/a/CT%20head.nii.gz?token=1`,
      {},
      { onProgress: (p) => progress.push(p) },
    );
    expect(files).toEqual([{ path: join(room.folder, '000001'), name: 'CT head.nii.gz' }]);
    expect(await readFile(join(room.folder, '000001'))).toEqual(IMAGE);
    expect(await readdir(room.folder)).toEqual(['000001']);
    expect(progress).toEqual([{ files: 1, bytes: IMAGE.length }]);
  });

  it.each([
    ['attachment; filename="scan.nii"', 'scan.nii'],
    ['attachment; filename=scan.zip', 'scan.zip'],
    [`attachment; filename="x"; filename*=UTF-8''sch%C3%A4del.nrrd`, 'schädel.nrrd'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\\\temp\\\\a.nii"', 'a.nii'],
    [`attachment; filename*=UTF-8''%2e%2e%2f%00a%0ab`, '_a_b'],
    ['attachment; filename=".."', 'image'],
    ['attachment; filename=""', 'image'],
    ['inline', 'image'],
    [`attachment; filename="${'y'.repeat(3000)}.nii"`, `${'y'.repeat(96)}.nii`],
  ])('called %s is %s', async (disposition, name) => {
    const url = await room.serve((_, answer) => {
      answer.setHeader('Content-Disposition', disposition);
      answer.end(IMAGE);
    });
    const [file] = await fetchFrom(`${url}/image`);
    expect(file?.name).toBe(name);
    expect(file?.path).toBe(join(room.folder, '000001'));
  });

  it('of an address without a name is called download', async () => {
    const url = await room.serve((_, answer) => answer.end(IMAGE));
    expect((await fetchFrom(url))[0]?.name).toBe('download');
  });

  it.each(['gzip', 'GZIP', 'x-gzip'])('that comes in %s all the same is inflated', async (coding) => {
    const asked: unknown[] = [];
    const url = await room.serve((request, answer) => {
      asked.push(request.headers['accept-encoding']);
      answer.setHeader('Content-Encoding', coding);
      answer.end(gzipSync(IMAGE));
    });
    const [file] = await fetchFrom(url, { headers: { 'Accept-Encoding': 'br' } });
    expect(asked).toEqual(['identity']);
    expect(await readFile(file?.path ?? '')).toEqual(IMAGE);
  });
});

describe('a request', () => {
  const seen = async (source: Partial<HttpSource>, path = '/x'): Promise<Record<string, unknown>> => {
    const requests: Record<string, unknown>[] = [];
    const url = await room.serve(async (request, answer) => {
      const { method, url: target, headers } = request;
      requests.push({ method, target, headers, body: await bodyOf(request) });
      answer.end(IMAGE);
    });
    await fetchFrom(
      `${url.replace('127.', path.startsWith('@') ? 'u:p%40@127.' : '127.')}${path.replace('@', '/')}`,
      source,
    );
    return requests[0] ?? {};
  };

  it('is what python-requests sends', async () => {
    expect(
      await seen(
        {
          method: 'post',
          params: { a: ['1', '2'], b: 'x y&z' },
          data: { q: ['1', '2'], r: 'ü' },
          cookies: { sid: 'abc', t: '1' },
          headers: { 'X-Key': 'k', Cookie: 'z=0' },
          auth: { user: 'me', password: 'pä:ss' },
        },
        '/x?c=%20&d',
      ),
    ).toMatchObject({
      method: 'POST',
      target: '/x?c=%20&d&a=1&a=2&b=x+y%26z',
      body: 'q=1&q=2&r=%C3%BC',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': '16',
        cookie: 'z=0; sid=abc; t=1',
        'x-key': 'k',
        authorization: `Basic ${Buffer.from('me:pä:ss').toString('base64')}`,
        accept: '*/*',
      },
    });
  });

  it('may hold JSON', async () => {
    expect(await seen({ method: 'POST', json: { a: [1] } })).toMatchObject({
      body: '{"a":[1]}',
      headers: { 'content-type': 'application/json' },
    });
  });

  it('may hold credentials in its URL', async () => {
    expect(await seen({}, '@x')).toMatchObject({
      target: '/x',
      headers: { authorization: `Basic ${Buffer.from('u:p@').toString('base64')}` },
    });
  });

  it('decides itself what belongs to the connection', async () => {
    const headers = {
      Host: 'evil',
      'Content-Length': '7',
      'Transfer-Encoding': 'chunked',
      Connection: 'upgrade',
      Range: 'bytes=0-1',
    };
    const request = await seen({ headers });
    expect(request).toMatchObject({ headers: { host: expect.stringMatching(/^127/), connection: 'close' } });
    expect(Object.keys(Object(request['headers']))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/content-length|transfer-encoding|range/)]),
    );
  });

  it.each<[string, Partial<HttpSource>]>([
    ['DELETE', { method: 'DELETE' }],
    ['a method of two lines', { method: 'GET\r\nX: 1' }],
    ['no URL', { url: 'nowhere' }],
    ['a header of two lines', { headers: { a: 'b\r\nc: d' } }],
    ['a header without a name', { headers: { '': 'b' } }],
    ['a header in Chinese', { headers: { a: '脾' } }],
    ['a cookie that is two', { cookies: { a: '1; b=2' } }],
    ['a cookie of two lines', { cookies: { a: '1\r\nb: 2' } }],
  ])('of %s is refused', async (_, source) => {
    expect(await room.refusal(fetchFrom('http://127.0.0.1:1/', source))).toMatch(/^MalformedRequest: .*\.$/);
  });
});

it('fetches nothing where that is closed', async () => {
  const policy: UrlPolicy = { mode: 'off', hosts: [] };
  expect(await room.refusal(fetchFrom('http://127.0.0.1:1', {}, { policy }))).toBe(
    'FetchForbidden: This server fetches from no other: send the image itself.',
  );
  expect(await room.refusal(fetchFrom('data:text/plain,hello'))).toMatch(/^FetchForbidden: /);
});

it('takes no proxy from the environment', async () => {
  process.env['http_proxy'] = 'http://127.0.0.1:1';
  try {
    expect(await fetchFrom(await room.serve((_, answer) => answer.end(IMAGE)))).toHaveLength(1);
  } finally {
    delete process.env['http_proxy'];
  }
});

it('keeps what the disk says as it is', async () => {
  const url = await room.serve((_, answer) => answer.end(IMAGE));
  const fetching = fetchFrom(url, {}, { folder: join(room.folder, 'missing') });
  await expect(fetching).rejects.toMatchObject({ code: 'ENOENT' });
});
