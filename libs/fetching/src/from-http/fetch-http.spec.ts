import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import type { IncomingMessage, RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AnnotationFailed, type HttpSource } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS, type FetchLimits } from '../fetch-limits.js';
import { everyoneGone, tcpServer, tlsServer, webServer, type WebServer } from '../testing/web-server.js';
import type { UrlPolicy } from '../url-policy.js';
import { UNTRUSTED } from '../testing/untrusted.js';
import { fetchHttp } from './fetch-http.js';
import type { WebContext } from './web-context.js';

const ANY: UrlPolicy = { mode: 'any', hosts: [] };

let folder: string;
const servers: WebServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetching-'));
});

afterEach(async () => {
  await Promise.all(servers.map(everyoneGone));
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true });
});

const opened = async (server: Promise<WebServer>): Promise<number> => {
  servers.push(await server);
  return (await server).port;
};

const serve = async (answer: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await opened(webServer(answer))}`;

const limited = (limits: Partial<FetchLimits>): Partial<WebContext> => ({
  limits: { ...DEFAULT_FETCH_LIMITS, ...limits },
});

const fetchFrom = (url: string, source: Partial<HttpSource> = {}, context: Partial<WebContext> = {}) =>
  fetchHttp(
    { kind: 'http', url, ...source },
    { folder, limits: DEFAULT_FETCH_LIMITS, policy: ANY, ...context },
  );

/** The error's name and sentence; the folder must be empty. */
async function refusal(fetching: Promise<unknown>): Promise<string> {
  const error: unknown = await fetching.then(
    () => 'nothing was refused',
    (reason: unknown) => reason,
  );
  expect(await readdir(folder)).toEqual([]);
  return error instanceof AnnotationFailed ? `${error.fault.tag}: ${error.message}` : String(error);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

const IMAGE = Buffer.alloc(300_000, 'voxels');

describe('a download', () => {
  it('is one file, whole and under a number, with a name beside', async () => {
    const url = await serve((_, answer) => answer.end(IMAGE));
    const progress: unknown[] = [];
    const files = await fetchFrom(
      `${url}/a/CT%20head.nii.gz?token=1`,
      {},
      { onProgress: (p) => progress.push(p) },
    );
    expect(files).toEqual([{ path: join(folder, '000001'), name: 'CT head.nii.gz' }]);
    expect(await readFile(join(folder, '000001'))).toEqual(IMAGE);
    expect(await readdir(folder)).toEqual(['000001']);
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
    const url = await serve((_, answer) => {
      answer.setHeader('Content-Disposition', disposition);
      answer.end(IMAGE);
    });
    const [file] = await fetchFrom(`${url}/image`);
    expect(file?.name).toBe(name);
    expect(file?.path).toBe(join(folder, '000001'));
  });

  it('of an address without a name is called download', async () => {
    const url = await serve((_, answer) => answer.end(IMAGE));
    expect((await fetchFrom(url))[0]?.name).toBe('download');
  });

  it.each(['gzip', 'GZIP', 'x-gzip'])('that comes in %s all the same is inflated', async (coding) => {
    const asked: unknown[] = [];
    const url = await serve((request, answer) => {
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
    const url = await serve(async (request, answer) => {
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
    expect(await refusal(fetchFrom('http://127.0.0.1:1/', source))).toMatch(/^MalformedRequest: .*\.$/);
  });
});

describe('redirects', () => {
  it('are followed, each with what its own host may see', async () => {
    const heard: unknown[] = [];
    const other = await serve((request, answer) => {
      heard.push([request.method, request.url, request.headers]);
      answer.end(IMAGE);
    });
    const url = await serve((request, answer) => {
      heard.push([
        request.method,
        request.headers.authorization,
        request.headers['x-key'],
        request.headers.cookie,
      ]);
      answer
        .writeHead(302, { Location: request.url === '/1' ? '/2' : `${other.replace('//', '//a:b@')}/3?q#f` })
        .end();
    });
    const [file] = await fetchFrom(`${url}/1`, {
      method: 'POST',
      data: 'secret',
      headers: { 'X-Key': 'k' },
      cookies: { c: '1' },
      auth: { user: 'u', password: 'p' },
    });
    const authorization = `Basic ${Buffer.from('u:p').toString('base64')}`;
    expect(heard).toEqual([
      ['POST', authorization, 'k', 'c=1'],
      ['GET', authorization, 'k', 'c=1'],
      [
        'GET',
        '/3?q',
        {
          accept: '*/*',
          'user-agent': 'aiaa',
          'accept-encoding': 'identity',
          host: new URL(other).host,
          connection: 'close',
        },
      ],
    ]);
    expect(file?.name).toBe('3');
  });

  it('of 307 repeat a POST on the same host alone', async () => {
    const bodies: string[] = [];
    const url = await serve(async (request, answer) => {
      bodies.push(`${request.method} ${await bodyOf(request)}`);
      if (request.url === '/1') answer.writeHead(307, { Location: '/2' }).end();
      else answer.end(IMAGE);
    });
    await fetchFrom(`${url}/1`, { method: 'POST', data: 'form' });
    expect(bodies).toEqual(['POST form', 'POST form']);
    await rm(join(folder, '000001'));
    const away = await serve((_, answer) => answer.writeHead(308, { Location: `${url}/2` }).end());
    expect(await refusal(fetchFrom(away, { method: 'POST', data: 'form' }))).toMatch(
      /^RemoteFailed: .*not shown to another host/,
    );
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'FetchForbidden', 'link-local'],
    ['http://[::ffff:a9fe:a9fe]/', 'FetchForbidden', 'link-local'],
    ['//metadata.google.internal/', 'FetchForbidden', 'metadata'],
    ['http://rebound.example/', 'FetchForbidden', 'rebound.example (169.254.169.254)'],
    ['http://myself.example:5000/', 'FetchForbidden', 'this server itself'],
    ['file:///etc/passwd', 'FetchForbidden', 'scheme file:'],
    ['data:text/plain,image', 'FetchForbidden', 'scheme data:'],
    ['http://', 'RemoteFailed', 'without saying where to'],
    ['', 'RemoteFailed', 'without saying where to'],
  ])('to %j are refused', async (location, tag, words) => {
    const url = await serve((_, answer) => answer.writeHead(302, { Location: location }).end());
    const resolve = (host: string) =>
      Promise.resolve([
        { address: host === 'myself.example' ? '0.0.0.0' : '169.254.169.254', family: 4 as const },
      ]);
    const policy = { ...ANY, ownPort: 5000 };
    const sentence = await refusal(fetchFrom(url, {}, { resolve, policy }));
    expect(sentence).toMatch(new RegExp(`^${tag}: `));
    expect(sentence).toContain(words);
  });

  it('in a circle end', async () => {
    let count = 0;
    const url = await serve((_, answer) => answer.writeHead(302, { Location: `/${count++}` }).end());
    expect(await refusal(fetchFrom(url))).toMatch(/^RemoteFailed: 127.* redirects in a circle/);
    expect(count).toBe(31);
  });

  it('are not followed where nobody wants it', async () => {
    const url = await serve((_, answer) => answer.writeHead(302, { Location: '/' }).end());
    expect(await refusal(fetchFrom(url, { allowRedirects: false }))).toMatch(
      /status 302; let redirects be followed/,
    );
  });
});

describe('names', () => {
  it('are resolved once, and what was judged is connected to', async () => {
    const url = await serve((request, answer) =>
      answer.end(`${request.headers.host} says ${'x'.repeat(999)}`),
    );
    let asked = 0;
    // Judged harmless first; whoever looked again would get the metadata service.
    const resolve = () =>
      Promise.resolve([{ address: asked++ === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 as const }]);
    const named = url.replace('127.0.0.1', 'rebinding.example');
    const [file] = await fetchFrom(named, {}, { resolve });
    expect(asked).toBe(1);
    expect(await readFile(file?.path ?? '', 'utf8')).toMatch(/^rebinding\.example:\d+ says/);
  });

  it('that DNS does not answer in time are a timeout', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    expect(
      await refusal(
        fetchFrom('http://slow.example/', {}, { resolve, ...limited({ connectMilliseconds: 20 }) }),
      ),
    ).toBe('RemoteTimeout: slow.example accepted no connection within 0.02 s.');
  });
});

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
    const url = await serve((_, answer) => answer.writeHead(status).end(status === 204 ? undefined : 'body'));
    const sentence = await refusal(
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
    const url = await serve((_, answer) => answer.end(page + ' '.repeat(2000)));
    expect(await refusal(fetchFrom(url))).toMatch(
      new RegExp(`^UnsupportedImage: 127\\.0\\.0\\.1:\\d+ answered with ${what}, .*login`),
    );
  });

  it('DICOM whose free bytes begin as a page is none', async () => {
    const dicom = Buffer.from(`${'<html>'.padEnd(128)}DICM`);
    const url = await serve((_, answer) => answer.end(dicom));
    const [file] = await fetchFrom(url);
    expect(await readFile(file?.path ?? '')).toEqual(dicom);
  });

  it('nothing is not found', async () => {
    expect(await refusal(fetchFrom(await serve((_, answer) => answer.end())))).toMatch(/^RemoteNotFound: /);
  });
});

describe('hostile servers', () => {
  const head = 'HTTP/1.1 200 OK\r\n';
  const speaking = async (speak: Parameters<typeof tcpServer>[0]): Promise<string> =>
    `http://127.0.0.1:${await opened(tcpServer(speak))}`;
  /** Says something once it was asked. */
  const answering = (text: string | Buffer, end = true): Promise<string> =>
    speaking((socket) => socket.once('data', () => (end ? socket.end(text) : socket.write(text))));

  it.each([
    ['more than they declare to be allowed', `${head}Content-Length: 2000\r\n\r\n`],
    ['more than they declare to have', `${head}Content-Length: 999999999999999999\r\n\r\n`],
    ['more than is allowed', `${head}\r\n${'x'.repeat(1001)}`],
    [
      'more than is allowed in chunks',
      `${head}Transfer-Encoding: chunked\r\n\r\n7d1\r\n${'x'.repeat(2001)}\r\n0\r\n\r\n`,
    ],
  ])('that send %s are cut off', async (_, text) => {
    expect(await refusal(fetchFrom(await answering(text), {}, limited({ bytes: 1000 })))).toBe(
      'LimitExceeded: There is more than 1000 bytes, which is the limit of one fetch.',
    );
  });

  it('that send a bomb are cut off when it has grown too large', async () => {
    const bomb = gzipSync(Buffer.alloc(50 << 20), { level: 9 });
    const url = await serve((_, answer) => {
      answer.setHeader('Content-Encoding', 'gzip');
      answer.end(bomb);
    });
    expect(await refusal(fetchFrom(url, {}, limited({ bytes: 1 << 20 })))).toMatch(
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
    const sentence = await refusal(fetchFrom(await answering(text)));
    expect(sentence).toMatch(/^RemoteFailed: .*127\.0\.0\.1:\d+ .*\.$/);
    expect(sentence).toMatch(words);
  });

  it('that reset the connection have failed', async () => {
    const url = await speaking((socket) => {
      socket.once('data', () => {
        socket.write(`${head}Content-Length: 100\r\n\r\nhalf`, () => socket.resetAndDestroy());
      });
    });
    expect(await refusal(fetchFrom(url))).toMatch(/^RemoteFailed: .*broke off/);
  });

  it.each([
    ['nothing', ''],
    ['half a head', `${head}Content-Length: 100\r\n`],
    ['half a body', `${head}Content-Length: 100\r\n\r\nhalf`],
  ])('that send %s and fall silent are left', async (_, text) => {
    expect(
      await refusal(fetchFrom(await answering(text, false), {}, limited({ idleMilliseconds: 100 }))),
    ).toMatch(/^RemoteTimeout: 127\.0\.0\.1:\d+ sent nothing for 0\.1 s\.$/);
  });

  it('may be given less time by whoever asks', async () => {
    expect(await refusal(fetchFrom(await answering('', false), { timeoutSeconds: 0.1 }))).toMatch(
      /^RemoteTimeout: /,
    );
  });

  it.each([
    ['the head', head],
    ['the body', `${head}Content-Length: 1000\r\n\r\n`],
  ])('that drip %s for ever are left', async (_, text) => {
    const url = await speaking((socket) => {
      socket.write(text);
      const drip = setInterval(() => socket.write('x'), 10);
      socket.once('close', () => clearInterval(drip));
    });
    expect(
      await refusal(fetchFrom(url, {}, limited({ idleMilliseconds: 5000, totalMilliseconds: 150 }))),
    ).toMatch(/^RemoteTimeout: The transfer from 127\.0\.0\.1:\d+ took longer than 0\.15 s\.$/);
  });

  it('that nobody trusts are refused, unless whoever asks does not mind', async () => {
    const port = await opened(tlsServer(UNTRUSTED, (_, answer) => answer.end(IMAGE)));
    const url = `https://127.0.0.1:${port}`;
    expect(await refusal(fetchFrom(url))).toMatch(/^RemoteFailed: .* certificate that is not trusted here/);
    expect(await fetchFrom(url, { verify: false })).toHaveLength(1);
  });

  it('that speak TLS where none is asked for, and none where it is', async () => {
    const secure = await opened(tlsServer(UNTRUSTED, (_, answer) => answer.end(IMAGE)));
    expect(await refusal(fetchFrom(`http://127.0.0.1:${secure}`))).toMatch(/^RemoteFailed: /);
    const plain = await serve((_, answer) => answer.end(IMAGE));
    expect(await refusal(fetchFrom(plain.replace('http', 'https')))).toMatch(/^RemoteFailed: .*agree on TLS/);
  });

  it('that accept TCP and no TLS are left when connecting takes too long', async () => {
    const url = (await speaking((socket) => socket.resume())).replace('http', 'https');
    expect(await refusal(fetchFrom(url, {}, limited({ connectMilliseconds: 50 })))).toMatch(
      /^RemoteTimeout: .* accepted no connection/,
    );
  });

  it('that do not listen', async () => {
    const server = await webServer(() => undefined);
    await server.close();
    expect(await refusal(fetchFrom(`http://127.0.0.1:${server.port}`))).toMatch(
      /^RemoteFailed: .* refuses connections/,
    );
  });
});

describe('whoever asked may go away', () => {
  it('before', async () => {
    expect(await refusal(fetchFrom('http://127.0.0.1:1', {}, { signal: AbortSignal.abort() }))).toMatch(
      /^Cancelled/,
    );
  });

  it.each([
    ['before the head', false],
    ['within the body', true],
  ])('%s', async (_, head) => {
    const leaving = new AbortController();
    const url = await serve((_request, answer) => {
      if (head) answer.write(IMAGE);
      setTimeout(() => leaving.abort(), 50);
    });
    expect(await refusal(fetchFrom(url, {}, { signal: leaving.signal }))).toMatch(/^Cancelled/);
  });
});

it('fetches nothing where that is closed', async () => {
  const policy: UrlPolicy = { mode: 'off', hosts: [] };
  expect(await refusal(fetchFrom('http://127.0.0.1:1', {}, { policy }))).toBe(
    'FetchForbidden: This server fetches from no other: send the image itself.',
  );
  expect(await refusal(fetchFrom('data:text/plain,hello'))).toMatch(/^FetchForbidden: /);
});

it('takes no proxy from the environment', async () => {
  process.env['http_proxy'] = 'http://127.0.0.1:1';
  try {
    expect(await fetchFrom(await serve((_, answer) => answer.end(IMAGE)))).toHaveLength(1);
  } finally {
    delete process.env['http_proxy'];
  }
});

it('keeps what the disk says as it is', async () => {
  const url = await serve((_, answer) => answer.end(IMAGE));
  const fetching = fetchFrom(url, {}, { folder: join(folder, 'missing') });
  await expect(fetching).rejects.toMatchObject({ code: 'ENOENT' });
});
