import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

const ask = (query: string, accept = '*/*') => fetch(`${server.url}/logs${query}`, { headers: { accept } });

const asked = (line: unknown): unknown => Object(line).path;

describe('GET /logs', () => {
  it('tells the newest lines as text, the newest last', async () => {
    await fetch(`${server.url}/v1/models`);
    await fetch(`${server.url}/nowhere`);
    const response = await ask('?lines=2');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const lines = (await response.text()).trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines.at(-1)).toContain('/nowhere');
  });

  it('tells them as a list to who asks for JSON', async () => {
    await fetch(`${server.url}/v1/models`);
    const response = await ask('?lines=1', 'application/json');
    expect(response.headers.get('content-type')).toBe('application/json');
    const lines = (await response.json()) as unknown[];
    expect(lines.map(asked)).toEqual(['/v1/models']);
  });

  it.each(['?lines=0', '?lines=-1', '?lines=all', '?lines=1.5'])('refuses %s', async (query) => {
    expect((await ask(query)).status).toBe(400);
  });

  it.each(['', '?lines=1e9', '?lines='])('answers %j with what there is', async (query) => {
    await fetch(`${server.url}/v1/models`);
    expect(await (await ask(query)).text()).toContain('/v1/models');
  });
});
