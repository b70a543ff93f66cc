import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';

/** A server on 127.0.0.1 that counts who is connected to it. */
export interface WebServer {
  readonly port: number;
  /** Connections that are open now. */
  readonly sockets: ReadonlySet<Socket>;
  close(): Promise<void>;
}

export const webServer = (answer: RequestListener): Promise<WebServer> => listening(createServer(answer));

/** Speaks whatever it likes over TCP. */
export const tcpServer = (speak: (socket: Socket) => void): Promise<WebServer> =>
  listening(createTcpServer(speak));

/** TLS with a certificate that nobody trusts. */
export const tlsServer = (
  identity: { readonly key: string; readonly cert: string },
  answer: RequestListener,
): Promise<WebServer> => listening(createTlsServer(identity, answer));

async function listening(server: Server): Promise<WebServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // What a client that goes away makes of a socket is no fault of the server.
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a server of TCP has no path
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { port, sockets, close };
}

/** Waits until nobody is connected any more; rejects when somebody stays. */
export async function everyoneGone({ sockets }: WebServer): Promise<void> {
  for (let tries = 0; sockets.size > 0; tries++) {
    if (tries > 200) throw new Error(`${sockets.size} sockets are still open.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
