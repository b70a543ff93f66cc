import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface FakeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that remembers what it was asked, and answers as it is told. */
export interface FakeServer {
  readonly url: string;
  readonly requests: FakeRequest[];
  answer: { status: number; body: string };
  /** What it does about a body: waits for it, answers before it has it, or hangs up on it. */
  manner: 'wait' | 'answer first' | 'hang up';
  stop(): Promise<void>;
}

export async function startFakeServer(): Promise<FakeServer> {
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const reply = (body: string): void => {
      fake.requests.push({ method, url, headers, body });
      response.writeHead(fake.answer.status, { 'Content-Length': Buffer.byteLength(fake.answer.body) });
      response.end(fake.answer.body);
    };
    if (fake.manner === 'hang up') return void request.socket.destroy();
    if (fake.manner === 'answer first') {
      request.resume();
      return reply('');
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => reply(Buffer.concat(chunks).toString('latin1')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeServer = {
    // A listening TCP server has an address that is an object (node:net).
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    answer: { status: 200, body: '{}' },
    manner: 'wait',
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}
