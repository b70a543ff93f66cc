import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContext, Script } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operations } from './testing/operations.js';
import { ask, refusal } from './testing/post.js';
import { startTestServer, type TestServer } from './testing/start-test-server.js';
import { VERSION } from './version.js';

let server: TestServer;
let proxy: Server;
let prefixed: string;
beforeAll(async () => {
  server = await startTestServer();
  proxy = prefixingProxy(server.port);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address that is an object (node:net).
  prefixed = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/aiaa`;
});
afterAll(async () => {
  proxy.close();
  await server.stop();
});

/** Knows /aiaa/ alone, which is the server's /. */
function prefixingProxy(port: number): Server {
  return createServer(({ url = '', method, headers }, response) => {
    if (!url.startsWith('/aiaa/')) {
      response.writeHead(404).end('Outside of the prefix.');
      return;
    }
    const path = url.slice('/aiaa'.length);
    const forwarded = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    forwarded.end();
  });
}

interface Loaded {
  readonly addresses: readonly string[];
  readonly document: string;
}

/** Runs the page's script as a browser at this address would, and tells what it loads. */
async function load(address: string): Promise<Loaded> {
  const { body } = await ask(address);
  const [, script = ''] = /<script>([^]*)<\/script>/.exec(body.toString()) ?? [];
  const added: { href?: string; src?: string; onload?: () => void }[] = [];
  let shown = { url: '' };
  const context = createContext({
    URL,
    location: new URL(address),
    document: {
      createElement: () => ({}),
      getElementById: () => ({}),
      head: { append: (element: object) => void added.push(element) },
    },
    SwaggerUIBundle: (options: { url: string }) => void (shown = options),
  });
  new Script(script).runInContext(context);
  for (const { onload } of added) onload?.();
  const addresses = added.map(({ href, src }) => new URL(href ?? src ?? '', address).href);
  return { addresses, document: shown.url };
}

describe('GET /docs', () => {
  it.each(['/docs', '/docs/'])('loads all it needs from beside %s, below any prefix', async (path) => {
    for (const base of [server.url, prefixed]) {
      const { addresses, document } = await load(`${base}${path}`);
      expect(addresses).toEqual([
        `${base}/docs/favicon-32x32.png`,
        `${base}/docs/swagger-ui.css`,
        `${base}/docs/swagger-ui-bundle.js`,
      ]);
      expect(document).toBe(`${base}/openapi.json`);
      const answers = await Promise.all([...addresses, document].map((one) => ask(one)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const { servers } = JSON.parse(answers[3]?.body.toString() ?? '{}');
      expect(new URL(servers[0].url, document).href).toBe(`${base}/`);
    }
  });

  it('names no other host, and forbids all but its own script and styles', async () => {
    const { headers, body } = await ask(`${server.url}/docs`);
    expect(body.toString()).not.toMatch(/https?:\/\/|="\//);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'sha256-[\w+/]{43}='; /);
    expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'|script-src[^;]*'unsafe-inline'/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(Number(headers['content-length'])).toBe(body.length);
  });
});

describe('GET /docs/{file}', () => {
  const file = operations.find(({ name }) => name === 'GET /docs/{file}');
  const { schema } = Object(file?.parameters[0]);

  it.each([
    ['swagger-ui.css', 'text/css; charset=utf-8'],
    ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
    ['favicon-32x32.png', 'image/png'],
  ])('gives %s as %s, to be kept for an hour', async (name, type) => {
    expect(schema.enum).toContain(name);
    const { status, headers, body } = await ask(`${server.url}/docs/${name}`);
    expect([status, headers['content-type']]).toEqual([200, type]);
    expect(headers['cache-control']).toBe('public, max-age=3600');
    expect(headers['transfer-encoding']).toBeUndefined();
    expect(Number(headers['content-length'])).toBe(body.length);
    expect(body.length).toBeGreaterThan(500);
  });

  it.each([
    'package.json',
    'index.html',
    'swagger-initializer.js',
    'swagger-ui-bundle.js.map',
    'SWAGGER-UI.CSS',
    '..%2f..%2fpackage.json',
    '%2e%2e%2fpackage.json',
    '..%5cpackage.json',
    'swagger-ui.css%00.png',
    '__proto__',
    'constructor',
  ])('has no %s', async (name) => {
    const answer = await ask(`${server.url}/docs/${name}`);
    expect(answer.status).toBe(404);
    expect(refusal(answer).tag).toBe('RouteNotFound');
  });

  it('refuses what is no address at all', async () => {
    const answer = await ask(`${server.url}/docs/%ff`);
    expect([400, 404]).toContain(answer.status);
    expect(refusal(answer).message).toMatch(/\.$/);
  });
});

describe('GET /', () => {
  const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  it('is a page for browsers, with relative links alone', async () => {
    const { headers, body } = await ask(`${server.url}/`, { headers: { Accept: BROWSER } });
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['vary']).toBe('Accept');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^;]*; img-src 'self'; /); // prettier-ignore
    const html = body.toString();
    expect(html).toContain(VERSION);
    expect(html).not.toMatch(/https?:|="\/|<script|style="/);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, link]) => `/${link}`);
    const paths = operations.map(({ path }) => path);
    for (const link of links.filter((one) => one !== '/docs/favicon-32x32.png'))
      expect(paths).toContain(link);
    for (const link of ['/docs', '/v1/models', '/health/ready', '/logs']) expect(links).toContain(link);
  });

  it.each([undefined, 'application/json', '*/*', 'application/json, text/html;q=0.9', 'image/png'])(
    'is JSON where Accept is %s',
    async (accept) => {
      const headers: Record<string, string> = accept === undefined ? {} : { Accept: accept };
      const answer = await ask(`${server.url}/`, { headers });
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json']);
      expect(JSON.parse(answer.body.toString())).toMatchObject({
        server: 'aiaa',
        version: VERSION,
        about: 'AI-assisted annotation of medical images, with the API of the AIAA server',
        endpoints: expect.arrayContaining(['GET v1/models', 'POST v1/segmentation', 'GET health/live']),
      });
    },
  );
});
