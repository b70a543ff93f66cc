import { connect, isIP, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Cancelled, errorCode } from '@aiaa/volume/errors';
import type { CheckedPeer } from './checked-peer.js';
import type { DicomOptions, ResolvedAddress } from './dicom-options.js';
import { AssociationTrouble } from './trouble.js';

export interface Opening {
  /** How long it may take. */
  readonly milliseconds: number;
  readonly signal: AbortSignal | undefined;
  /** Hears what comes, in memory that is used again for what comes next. */
  readonly onBytes: (bytes: Buffer) => void;
}

/** As much as is read at once, always into the same memory: buffers by the hundred are a burden to the collector. */
const READ_BYTES = 64 << 10;

/**
 * A socket that is connected, by TLS where the peer has it, to the very address that `options.resolve` gave.
 * @throws AssociationTrouble; Cancelled; what `options.resolve` throws
 */
export async function openSocket(
  peer: CheckedPeer,
  options: DicomOptions,
  opening: Opening,
): Promise<Socket> {
  let socket: Socket | undefined;
  let giveUp: (reason: Error) => void = () => undefined;
  const givenUp = new Promise<never>((_, reject) => (giveUp = reject));
  givenUp.catch(() => undefined);
  const onAbort = (): void => giveUp(new Cancelled());
  const timer = setTimeout(
    () => giveUp(new AssociationTrouble({ kind: 'slow to connect', milliseconds: opening.milliseconds })),
    opening.milliseconds,
  );
  opening.signal?.addEventListener('abort', onAbort, { once: true });
  if (opening.signal?.aborted) onAbort();
  try {
    const resolved = options.resolve?.(peer.host, peer.port);
    const address = resolved && (await Promise.race([givenUp, resolved]));
    await Promise.race([givenUp, Promise.resolve()]);
    const started = start(peer, options, { address, onBytes: opening.onBytes });
    socket = started.socket;
    await Promise.race([givenUp, started.connected]);
    return socket;
  } catch (error) {
    // An error that comes later is nobody's.
    socket?.on('error', () => undefined).destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    opening.signal?.removeEventListener('abort', onAbort);
  }
}

interface Started {
  readonly socket: Socket;
  readonly connected: Promise<void>;
}

interface Target {
  readonly address: ResolvedAddress | undefined;
  readonly onBytes: (bytes: Buffer) => void;
}

function start(peer: CheckedPeer, options: DicomOptions, { address, onBytes }: Target): Started {
  const target = { host: address?.address ?? peer.host, port: peer.port, onread: readInto(onBytes) };
  const socket = peer.tls ? connectTls({ ...target, ...tlsOptions(peer.host, options) }) : connect(target);
  const connected = new Promise<void>((resolve, reject) => {
    const fail = (error: unknown): void => reject(troubleOf(error, peer.tls === true));
    socket.once(peer.tls ? 'secureConnect' : 'connect', resolve);
    socket.once('error', fail);
    socket.once('close', () => fail(new Error('it closed the connection')));
  });
  connected.catch(() => undefined);
  return { socket, connected };
}

function readInto(onBytes: (bytes: Buffer) => void): OnReadOpts {
  const memory = Buffer.allocUnsafeSlow(READ_BYTES);
  return {
    buffer: memory,
    callback(length) {
      onBytes(memory.subarray(0, length));
      return true;
    },
  };
}

function tlsOptions(host: string, { tls }: DicomOptions): Readonly<Record<string, unknown>> {
  return {
    // A name for an address is refused (RFC 6066, 3).
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls?.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls?.key === undefined ? {} : { key: tls.key }),
    rejectUnauthorized: tls?.verify ?? true,
  };
}

const NETWORK_CODES = /^(E(CONNREFUSED|NETUNREACH|HOSTUNREACH|TIMEDOUT|ADDRNOTAVAIL|NOTFOUND|AI_\w+))$/;

function troubleOf(cause: unknown, tls: boolean): AssociationTrouble {
  const code = errorCode(cause);
  const known = typeof code === 'string' ? code : undefined;
  if (tls && !(known !== undefined && NETWORK_CODES.test(known))) {
    const why = known ?? (cause instanceof Error ? cause.message : 'no reason given');
    return new AssociationTrouble({ kind: 'untrusted', why }, { cause });
  }
  return new AssociationTrouble({ kind: 'unreachable', code: known ?? 'no reason given' }, { cause });
}
