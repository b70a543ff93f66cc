import { readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HttpSource } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS, type FetchLimits } from '../fetch-limits.js';
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

const limited = (limits: Partial<FetchLimits>): Partial<WebContext> => ({
  limits: { ...DEFAULT_FETCH_LIMITS, ...limits },
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

const IMAGE = Buffer.alloc(300_000, 'voxels');

describe('redirects', () => {
  it('are followed, each with what its own host may see', async () => {
    const heard: unknown[] = [];
    const other = await room.serve((request, answer) => {
      heard.push([request.method, request.url, request.headers]);
      answer.end(IMAGE);
    });
    const url = await room.serve((request, answer) => {
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
    const url = await room.serve(async (request, answer) => {
      bodies.push(`${request.method} ${await bodyOf(request)}`);
      if (request.url === '/1') answer.writeHead(307, { Location: '/2' }).end();
      else answer.end(IMAGE);
    });
    await fetchFrom(`${url}/1`, { method: 'POST', data: 'form' });
    expect(bodies).toEqual(['POST form', 'POST form']);
    await rm(join(room.folder, '000001'));
    const away = await room.serve((_, answer) => answer.writeHead(308, { Location: `${url}/2` }).end());
    expect(await room.refusal(fetchFrom(away, { method: 'POST', data: 'form' }))).toMatch(
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
    const url = await room.serve((_, answer) => answer.writeHead(302, { Location: location }).end());
    const resolve = (host: string) =>
      Promise.resolve([
        { address: host === 'myself.example' ? '0.0.0.0' : '169.254.169.254', family: 4 as const },
      ]);
    const policy = { ...ANY, ownPort: 5000 };
    const sentence = await room.refusal(fetchFrom(url, {}, { resolve, policy }));
    expect(sentence).toMatch(new RegExp(`^${tag}: `));
    expect(sentence).toContain(words);
  });

  it('in a circle end', async () => {
    let count = 0;
    const url = await room.serve((_, answer) => answer.writeHead(302, { Location: `/${count++}` }).end());
    expect(await room.refusal(fetchFrom(url))).toMatch(/^RemoteFailed: 127.* redirects in a circle/);
    expect(count).toBe(31);
  });

  it('are not followed where nobody wants it', async () => {
    const url = await room.serve((_, answer) => answer.writeHead(302, { Location: '/' }).end());
    expect(await room.refusal(fetchFrom(url, { allowRedirects: false }))).toMatch(
      /status 302; let redirects be followed/,
    );
  });
});

describe('names', () => {
  it('are resolved once, and what was judged is connected to', async () => {
    const url = await room.serve((request, answer) =>
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
      await room.refusal(
        fetchFrom('http://slow.example/', {}, { resolve, ...limited({ connectMilliseconds: 20 }) }),
      ),
    ).toBe('RemoteTimeout: slow.example accepted no connection within 0.02 s.');
  });
});
