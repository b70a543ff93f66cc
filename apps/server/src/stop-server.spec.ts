import { Agent } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from './testing/eventually.js';
import { filePart } from './testing/form.js';
import { ask, postForm, refusal } from './testing/post.js';
import { startTestServer, type TestServer } from './testing/start-test-server.js';

let server: TestServer;
let agent: Agent;
beforeEach(async () => {
  server = await startTestServer();
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
});
afterEach(() => agent.destroy());

const PATH = '/v1/segmentation?model=clara_ct_seg_spleen_amp&output=json';

describe('a server that stops', () => {
  it('answers 503 on kept connections, but says that it lives', async () => {
    const get = (path: string) => ask(`${server.url}${path}`, { agent });
    expect((await get('/health/ready')).status).toBe(200);
    server.lifetime.stopping = true;
    expect((await get('/health/live')).status).toBe(200);
    const answer = await get('/health/ready');
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('10');
    expect(answer.headers['connection']).toBe('close');
    expect(refusal(answer).tag).toBe('Stopping');
    await server.stop();
  });

  it('lets running requests end and takes no new connections', async () => {
    let release = (): void => undefined;
    server.annotator.held = new Promise((resolve) => (release = resolve));
    const running = postForm(`${server.url}${PATH}`, [filePart('x')]);
    await eventually(() => server.annotator.requests.length === 1);
    server.lifetime.stopping = true;
    const stopped = server.stop(10_000);
    await expect(ask(`${server.url}/health/live`)).rejects.toThrow('ECONNREFUSED');
    release();
    expect((await running).status).toBe(200);
    const start = performance.now();
    await stopped;
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('cuts off what does not end in time', async () => {
    server.annotator.held = new Promise(() => undefined);
    const running = postForm(`${server.url}${PATH}`, [filePart('x')]);
    running.catch(() => undefined);
    await eventually(() => server.annotator.requests.length === 1);
    await server.stop(50);
    await expect(running).rejects.toThrow('socket hang up');
    expect(server.annotator.aborted).toBe(1);
  });
});
