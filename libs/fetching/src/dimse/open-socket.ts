import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Cancelled, errorCode } from '@aiaa/volume/errors';
import type { CheckedPeer } from './checked-peer.js';
import type { DicomOptions, ResolvedAddress } from './dicom-options.js';
import { AssociationTrouble } from './trouble.js';

export interface Patience {
  readonly milliseconds: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * A socket that is connected, by TLS where the peer has it, to the very address that `options.resolve` gave.
 * @throws AssociationTrouble; Cancelled; what `options.resolve` throws
 */
export async function openSocket(
  peer: CheckedPeer,
  options: DicomOptions,
  patience: Patience,
): Promise<Socket> {
  let socket: Socket | undefined;
  let giveUp: (reason: Error) => void = () => undefined;
  const givenUp = new Promise<never>((_, reject) => (giveUp = reject));
  givenUp.catch(() => undefined);
  const onAbort = (): void => giveUp(new Cancelled());
  const timer = setTimeout(
    () => giveUp(new AssociationTrouble({ kind: 'slow to connect', milliseconds: patience.milliseconds })),
    patience.milliseconds,
  );
  patience.signal?.addEventListener('abort', onAbort, { once: true });
  if (patience.signal?.aborted) onAbort();
  try {
    const resolved = options.resolve?.(peer.host, peer.port);
    const address = resolved && (await Promise.race([givenUp, resolved]));
    await Promise.race([givenUp, Promise.resolve()]);
    const opening = start(peer, options, address);
    socket = opening.socket;
    await Promise.race([givenUp, opening.connected]);
    return socket;
  } catch (error) {
    // An error that comes later is nobody's.
    socket?.on('error', () => undefined).destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    patience.signal?.removeEventListener('abort', onAbort);
  }
}

interface Opening {
  readonly socket: Socket;
  readonly connected: Promise<void>;
}

function start(peer: CheckedPeer, options: DicomOptions, address: ResolvedAddress | undefined): Opening {
  const target = { host: address?.address ?? peer.host, port: peer.port };
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
