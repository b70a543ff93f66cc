import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, refusal } from './testing/post.js';
import { parseAnswer, rawExchange } from './testing/raw-exchange.js';
import { startTestServer, type TestServer } from './testing/start-test-server.js';
import { VERSION } from './version.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

describe('the API', () => {
  it.each([
    ['GET', '/', 200],
    ['GET', '/health/live', 200],
    ['GET', '/health/live/', 200],
    ['GET', '/health/ready', 200],
    ['GET', '/nowhere', 404],
    ['GET', '/v1', 404],
    ['GET', '/v1/models/clara_deepgrow', 404],
    ['PUT', '/session/?expiry=0', 400],
    ['PUT', '/session', 400],
    ['GET', '/session/abc', 404],
    ['DELETE', '/session/abc/', 404],
    ['GET', '/session', 405],
    ['POST', '/session/', 405],
    ['PUT', '/session/abc', 405],
    ['POST', '/v1/dextr3d?model=m', 404],
    ['POST', '/v1/deepgrow', 400],
    ['POST', '/v1/inference', 400],
    ['GET', '/v1/segmentation', 405],
    ['GET', '/v1/inference', 405],
    ['DELETE', '/v1/models', 405],
    ['POST', '/v1/models/', 405],
    ['POST', '/v1/segmentation', 400],
  ])('%s %s -> %i, as JSON', async (method, path, status) => {
    const answer = await ask(`${server.url}${path}`, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['transfer-encoding']).toBeUndefined();
    expect(Number(answer.headers['content-length'])).toBe(answer.body.length);
    expect(JSON.parse(answer.body.toString()).success).toBe(status === 200 ? undefined : false);
  });

  it.each([
    ['/v1/segmentation', 'PUT', 'POST'],
    ['/session/', 'POST', 'PUT'],
    ['/session/abc', 'PUT', 'HEAD, GET, DELETE'],
  ])('says that %s does not answer %s, only %s', async (path, method, allowed) => {
    const answer = await ask(`${server.url}${path}`, { method });
    expect(answer.headers.allow).toBe(allowed);
    expect(refusal(answer).tag).toBe('MethodNotAllowed');
    expect(refusal(answer).message).toMatch(new RegExp(`^${path} does not answer ${method}, only `));
  });

  it('says how many models are ready', async () => {
    const answer = await ask(`${server.url}/health/ready`);
    expect(JSON.parse(answer.body.toString())).toEqual({
      status: 'ready',
      version: VERSION,
      models: 6,
      workers: 1,
      device: 'cpu',
      reason: 'there is no other.',
    });
  });
});

describe('request ids', () => {
  it('are given out, and kept where the client has its own', async () => {
    const first = await ask(`${server.url}/`);
    expect(first.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    const second = await ask(`${server.url}/`, { headers: { 'X-Request-Id': 'mine-7' } });
    expect(second.headers['x-request-id']).toBe('mine-7');
  });

  it('are not taken from a client that writes no plain word', async () => {
    const answer = await ask(`${server.url}/`, { headers: { 'X-Request-Id': 'a b"}' } });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the log', () => {
  it('has one line per request', async () => {
    await ask(`${server.url}/v1/models?model=nobody`, { headers: { 'X-Request-Id': 'logged' } });
    const lines = server.log.filter((line) => line['id'] === 'logged' && line['status'] !== undefined);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 30,
      method: 'GET',
      path: '/v1/models',
      model: 'nobody',
      status: 404,
    });
    expect(lines[0]?.['msg']).toMatch(/^GET \/v1\/models nobody 404 \d+ ms$/);
  });
});

describe('browsers', () => {
  it('may call /v1 and /session from anywhere, refusals included', async () => {
    for (const path of ['/v1/models', '/v1/models?model=nobody', '/session/x']) {
      const answer = await ask(`${server.url}${path}`, { headers: { Origin: 'http://viewer' } });
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
  });

  it.each([
    ['PUT', '/session/?expiry=0'],
    ['DELETE', '/session/1d8d6f1c-0b0e-4b6c-9d0c-0d6d3a0a4c11'],
    ['POST', '/v1/deepgrow?model=clara_deepgrow'],
  ])('get their preflight for %s answered 200', async (method, path) => {
    const answer = await ask(`${server.url}${path}`, {
      method: 'OPTIONS',
      headers: { Origin: 'http://viewer', 'Access-Control-Request-Method': method },
    });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, '*']);
    expect(answer.headers['access-control-allow-methods']?.split(', ')).toContain(method);
    expect(answer.headers['access-control-allow-headers']?.toLowerCase()).toContain('content-type, accept');
  });

  it('get no such leave elsewhere', async () => {
    const answer = await ask(`${server.url}/health/live`);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('what is no HTTP', () => {
  it.each([
    ['garbage', 'hello\r\n\r\n', 400, 'MalformedRequest'],
    ['a proxy request', 'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'MalformedRequest'],
    ['endless headers', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`, 413, 'LimitExceeded'],
  ])('%s is refused as JSON too', async (_, bytes, status, tag) => {
    const answer = parseAnswer(await rawExchange(server.port, (socket) => void socket.write(bytes)));
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body).toHaveLength(Number(answer.headers['content-length']));
    expect(refusal(answer).tag).toBe(tag);
  });
});

describe('a request line or header that is unusual', () => {
  it.each([
    ['an absolute target', 'GET http://x/v1/models HTTP/1.1\r\nHost: x', 200],
    ['an absolute target without path', 'GET http://x HTTP/1.1\r\nHost: x', 200],
    ['an absolute target with a query alone', 'GET http://x?model=nobody HTTP/1.1\r\nHost: x', 200],
    ['an absolute target that is no URL', 'GET http://[::1/v1/models HTTP/1.1\r\nHost: x', 200],
    ['a port beyond all ports', 'GET http://x:999999/nowhere HTTP/1.1\r\nHost: x', 404],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: x', 404],
    ['two slashes', 'GET //v1/models HTTP/1.1\r\nHost: x', 404],
    ['an expectation that nobody knows', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: magic', 200],
    ['no Host', 'GET / HTTP/1.1', 400],
    ['no Host in HTTP/1.0', 'GET / HTTP/1.0', 200],
  ])('%s is answered as JSON', async (_, head, status) => {
    const bytes = await rawExchange(
      server.port,
      (socket) => void socket.write(`${head}\r\nConnection: close\r\n\r\n`),
    );
    const answer = parseAnswer(bytes);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body).toHaveLength(Number(answer.headers['content-length']));
    expect(JSON.parse(answer.body.toString()).success).toBe(status === 200 ? undefined : false);
  });
});

describe('the time that a request may take', () => {
  it('is limited for its headers, and not for its body', () => {
    const { headersTimeout, requestTimeout } = server.http;
    expect({ headersTimeout, requestTimeout }).toEqual({ headersTimeout: 60_000, requestTimeout: 0 });
  });
});
