import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Misbehaviour } from './misbehaviour.js';
import { ScpSession } from './scp-session.js';
import { testInstance, type TestInstance } from './test-instance.js';

export interface MisbehavingScpOptions {
  /** None: it does all that it should. */
  readonly misbehaviour?: Misbehaviour;
  /** What a C-GET is answered with; three instances of one series when absent. */
  readonly instances?: readonly TestInstance[];
  /** What a C-STORE is answered with; 0 when absent. */
  readonly storeStatus?: number;
  /** Speaks TLS when given. */
  readonly tls?: ScpTls;
}

/** In PEM. */
export interface ScpTls {
  readonly key: string;
  readonly cert: string;
  /** Who may come: those with a certificate of this authority; everyone when absent. */
  readonly clientAuthority?: string;
}

/** A DICOM server in this process, on a port of its own of the loopback interface; whoever starts it closes it. */
export interface MisbehavingScp {
  readonly host: string;
  readonly port: number;
  /** What C-STORE brought, in order: the bytes of the data set. */
  readonly stored: readonly Buffer[];
  /** The keys of the C-GETs, in order. */
  readonly queries: readonly Readonly<Record<string, unknown>>[];
  /** Sockets that are open still. */
  readonly openSockets: number;
  /** Associations that were asked for. */
  readonly associations: number;
  close(): Promise<void>;
}

/** What the sessions of a server share. */
export interface ScpState {
  readonly options: MisbehavingScpOptions;
  readonly instances: readonly TestInstance[];
  readonly stored: Buffer[];
  readonly queries: Readonly<Record<string, unknown>>[];
  associations: number;
}

export async function startMisbehavingScp(options: MisbehavingScpOptions = {}): Promise<MisbehavingScp> {
  const instances = options.instances ?? [1, 2, 3].map((number) => testInstance({ number }));
  const state: ScpState = { options, instances, stored: [], queries: [], associations: 0 };
  const sockets = new Set<Socket>();
  const onSocket = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.setNoDelay(true);
    meet(socket, state);
  };
  const server = options.tls ? tlsServer(options.tls, onSocket) : createServer(onSocket);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    stored: state.stored,
    queries: state.queries,
    get openSockets() {
      return sockets.size;
    },
    get associations() {
      return state.associations;
    },
    close: () => close(server, sockets),
  };
}

function tlsServer({ clientAuthority, ...identity }: ScpTls, onSocket: (socket: Socket) => void): Server {
  if (clientAuthority === undefined) return createTlsServer(identity, onSocket);
  const asked = { ca: clientAuthority, requestCert: true, rejectUnauthorized: true };
  return createTlsServer({ ...identity, ...asked }, onSocket);
}

/** Some do not even come to speak DICOM. */
function meet(socket: Socket, state: ScpState): void {
  switch (state.options.misbehaviour) {
    case 'hangs up at once':
      socket.resume().end();
      return;
    case 'never answers':
      socket.resume();
      return;
    case 'speaks HTTP':
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
      return;
    case 'sends garbage':
      socket.once('data', () => socket.write(Buffer.alloc(100_000, 0xa5)));
      return;
    case 'announces a giant PDU':
      // An A-ASSOCIATE-AC of 4 GiB.
      socket.once('data', () => socket.write(Buffer.from([2, 0, 0xff, 0xff, 0xff, 0xff, 0, 1])));
      return;
    default:
      new ScpSession(socket, state);
  }
}

async function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await closed;
}
