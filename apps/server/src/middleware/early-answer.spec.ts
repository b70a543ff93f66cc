import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../testing/eventually.js';
import { parseAnswer, rawExchange } from '../testing/raw-exchange.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

const MIB = 1024 ** 2;

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({
    uploadBytes: 100 * MIB,
    drainBytes: 20 * MIB,
    bodyIdleMilliseconds: 1500,
  });
});
afterEach(() => server.stop());

const head = (path: string, length: number): string =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${length}\r\n\r\n`;

/** Sends like the Python client: everything, before a single byte is read. `progress` counts what was taken. */
async function sendAll(socket: Socket, bytes: number, progress = { sent: 0 }): Promise<number> {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  socket.pause();
  while (progress.sent < bytes && socket.writable) {
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    progress.sent += chunk.length;
  }
  socket.resume();
  return progress.sent;
}

describe('a refusal while the client is still sending', () => {
  it.each([
    ['/v1/segmentation?model=nobody', 404],
    ['/v1/segmentation?model=clara_ct_seg_spleen_amp&session_id=x', 440],
    ['/v1/dextr3d?model=clara_deepgrow', 400],
    ['/v1/inference?model=xray_views&output=image', 400],
    ['/v1/models', 405],
  ])('%s reaches it after it has sent everything: %i', async (path, status) => {
    const bytes = await rawExchange(server.port, async (socket) => {
      socket.write(head(path, 10 * MIB));
      expect(await sendAll(socket, 10 * MIB)).toBe(10 * MIB);
    });
    const answer = parseAnswer(bytes);
    expect(answer.status).toBe(status);
    expect(answer.headers['connection']).toBe('close');
    expect(answer.body).toHaveLength(Number(answer.headers['content-length']));
  });

  it('is there at once', async () => {
    const bytes = await rawExchange(server.port, async (socket) => {
      socket.write(head('/v1/segmentation?model=nobody', 10 * MIB));
      const [first] = await once(socket, 'data');
      expect(String(first)).toMatch(/^HTTP\/1\.1 404 [^]*"success":false}\n$/);
      socket.end();
    });
    expect(bytes.length).toBeGreaterThan(0);
  });

  it('comes before the body is read where its announced length is above every limit', async () => {
    const bytes = await rawExchange(server.port, (socket) => {
      socket.write(head('/v1/segmentation?model=clara_ct_seg_spleen_amp', 1e12));
    });
    expect(parseAnswer(bytes).status).toBe(413);
  });

  it('is closed on once more was sent than is worth dropping', async () => {
    const progress = { sent: 0 };
    await rawExchange(server.port, async (socket) => {
      socket.on('error', () => undefined);
      socket.write(head('/v1/segmentation?model=nobody', 500 * MIB));
      await sendAll(socket, 500 * MIB, progress);
    }).catch((error: NodeJS.ErrnoException) => expect(['ECONNRESET', 'EPIPE']).toContain(error.code));
    expect(progress.sent).toBeGreaterThan(20 * MIB);
    expect(progress.sent).toBeLessThan(60 * MIB);
  });

  it('is closed on when the client falls silent', async () => {
    const start = performance.now();
    const bytes = await rawExchange(server.port, (socket) => {
      socket.write(head('/v1/segmentation?model=nobody', 10 * MIB));
    });
    expect(parseAnswer(bytes).status).toBe(404);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('survives a client that leaves without listening', async () => {
    await rawExchange(server.port, (socket) => {
      socket.write(head('/v1/segmentation?model=nobody', 10 * MIB), () => socket.destroy());
    });
    await eventually(() =>
      server.log.some((line) => line['path'] === '/v1/segmentation' && line['ms'] !== undefined),
    );
  });
});
