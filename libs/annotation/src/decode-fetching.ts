import {
  DEFAULT_FETCH_LIMITS,
  type FetchLimits,
  type FetchSettings,
  type TlsFiles,
  type UrlPolicy,
} from '@aiaa/fetching/settings';
import { BrokenInvariant } from '@aiaa/volume/errors';
import { assertNoMore, recordOf, textOf, wholeNumber } from './decode-options.js';

/** How a worker fetches; what is left out stays as it is by default. @throws BrokenInvariant */
export function decodeFetching(value: unknown): Partial<FetchSettings> {
  const { limits, policy, callingAeTitle, tls, ...unknown } = recordOf(value);
  assertNoMore(unknown);
  return {
    ...(limits === undefined ? {} : { limits: decodeLimits(recordOf(limits)) }),
    ...(policy === undefined ? {} : { policy: decodePolicy(recordOf(policy)) }),
    ...(callingAeTitle === undefined ? {} : { callingAeTitle: textOf('callingAeTitle', callingAeTitle) }),
    ...(tls === undefined ? {} : { tls: decodeTls(recordOf(tls)) }),
  };
}

function decodeTls({ ca, cert, key, ...unknown }: Readonly<Record<string, unknown>>): TlsFiles {
  assertNoMore(unknown);
  const path = (name: keyof TlsFiles, value: unknown) =>
    value === undefined ? undefined : textOf(name, value);
  return { ca: path('ca', ca), cert: path('cert', cert), key: path('key', key) };
}

function decodeLimits(asked: Readonly<Record<string, unknown>>): FetchLimits {
  const { bytes, files, connectMilliseconds, idleMilliseconds, totalMilliseconds, ...unknown } = {
    ...DEFAULT_FETCH_LIMITS,
    ...asked,
  };
  assertNoMore(unknown);
  return {
    bytes: wholeNumber('bytes', bytes),
    files: wholeNumber('files', files),
    connectMilliseconds: wholeNumber('connectMilliseconds', connectMilliseconds),
    idleMilliseconds: wholeNumber('idleMilliseconds', idleMilliseconds),
    totalMilliseconds: wholeNumber('totalMilliseconds', totalMilliseconds),
  };
}

const MODES = ['off', 'listed', 'any'] as const satisfies readonly UrlPolicy['mode'][];

function decodePolicy({ mode, hosts, ownPort, ...unknown }: Readonly<Record<string, unknown>>): UrlPolicy {
  assertNoMore(unknown);
  const known = MODES.find((one) => one === mode);
  if (known === undefined || !Array.isArray(hosts)) {
    throw new BrokenInvariant(
      `A worker fetches by a mode and hosts, not by ${JSON.stringify({ mode, hosts })}.`,
    );
  }
  return {
    mode: known,
    hosts: hosts.map((host) => textOf('hosts', host)),
    ...(ownPort === undefined ? {} : { ownPort: wholeNumber('ownPort', ownPort) }),
  };
}
