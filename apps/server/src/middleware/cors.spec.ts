import { afterEach, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const OHIF = 'https://viewer.example';

async function ask(corsOrigins: readonly string[], origin: string, method = 'GET'): Promise<Response> {
  server = await startTestServer({}, { access: { corsOrigins } });
  return fetch(`${server.url}/v1/models`, { method, headers: { Origin: origin } });
}

describe('pages of other origins', () => {
  it.each([
    [['*'], OHIF, '*', null],
    [[OHIF], OHIF, OHIF, 'Origin'],
    [[OHIF, 'http://other.example'], 'http://other.example', 'http://other.example', 'Origin'],
    [[OHIF], 'https://evil.example', null, 'Origin'],
    [[OHIF], 'null', null, 'Origin'],
    [[], OHIF, null, 'Origin'],
  ])('of %j may %s come: %s', async (allowed, origin, expected, vary) => {
    const response = await ask(allowed, origin);
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(expected);
    expect(response.headers.get('vary')).toBe(vary);
  });

  it('hear from a preflight what they may do, or nothing', async () => {
    const welcome = await ask([OHIF], OHIF, 'OPTIONS');
    expect(welcome.headers.get('access-control-allow-methods')).toContain('PUT');
    await server?.stop();
    const refused = await ask([OHIF], 'https://evil.example', 'OPTIONS');
    expect([refused.status, refused.headers.get('access-control-allow-methods')]).toEqual([200, null]);
  });
});
