import { afterEach, describe, expect, it } from '@jest/globals';
import type { AccessRules } from '../access-rules.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function ask(path: string, access: Partial<AccessRules>, init: RequestInit = {}): Promise<Response> {
  server = await startTestServer({}, { access });
  return fetch(`${server.url}${path}`, init);
}

const errorOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { error: unknown }).error;

const GUARDED = [
  ['GET', '/admin/model/liver'],
  ['PUT', '/admin/model/liver'],
  ['PATCH', '/admin/model/liver'],
  ['DELETE', '/admin/model/liver'],
  ['GET', '/ADMIN/model/liver'],
  ['GET', '/admin/model/liver/'],
  ['GET', '/admin/model/%6civer'],
  ['GET', '/logs'],
  ['GET', '/logs/'],
  ['GET', '/Logs?lines=1'],
] as const;

describe('what administers', () => {
  it.each(GUARDED)('refuses %s %s from another host, and names it', async (method, path) => {
    const response = await ask(path, { adminHosts: ['10.20.'] }, { method });
    expect(response.status).toBe(403);
    expect(await errorOf(response)).toEqual({
      type: 'AdminForbidden',
      message: ['Models are administered from other hosts: this request came from 127.0.0.1.'],
    });
  });

  it.each(GUARDED)('has no word for pages of other origins: %s %s', async (method, path) => {
    const headers = { Origin: 'http://evil.example' };
    const response = await ask(path, {}, { method, headers });
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(response.status).not.toBe(403);
  });

  it('is open to all without a list, and the rest of the API is whatever the list', async () => {
    expect((await ask('/logs', {})).status).toBe(200);
    await server?.stop();
    expect((await ask('/v1/models', { adminHosts: ['10.20.'], adminToken: 'secret' })).status).toBe(200);
  });
});

describe('the address that counts', () => {
  it.each([
    [false, '10.20.0.1', 403],
    [true, '10.20.0.1', 200],
    [true, '10.20.0.1, 203.0.113.9', 403],
    [true, '203.0.113.9, 10.20.0.1', 200],
    [true, '::ffff:10.20.0.1', 200],
    [true, '', 403],
    [true, 'x'.repeat(500), 403],
  ])('with trust in a proxy %j and X-Forwarded-For %j: %d', async (trustProxy, forwarded, status) => {
    const headers = { 'X-Forwarded-For': forwarded };
    expect((await ask('/logs', { adminHosts: ['10.20.'], trustProxy }, { headers })).status).toBe(status);
  });
});

describe('a token', () => {
  it.each([
    ['Bearer secret', 200],
    ['bearer  secret', 200],
    ['Bearer secre', 403],
    ['Bearer secret2', 403],
    ['Basic secret', 403],
    ['secret', 403],
    ['', 403],
  ])('asked for, given %j: %d', async (authorization, status) => {
    const headers = { Authorization: authorization };
    expect((await ask('/logs', { adminToken: 'secret' }, { headers })).status).toBe(status);
  });
});
