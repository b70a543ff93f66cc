import { TaggedError, errorCode } from '@aiaa/volume/errors';
import { isAxiosError } from 'axios';
import { RemoteFailed } from '../errors/remote-failed.js';
import { RemoteTimeout } from '../errors/remote-timeout.js';

/**
 * What an exchange failed by, as a sentence that names the host alone: not the credentials and not the query that
 * the URL may hold. Errors that are not the network's, such as a full disk, come back as they are.
 */
export function remoteFault(error: unknown, host: string): unknown {
  const tagged = taggedWithin(error);
  if (tagged !== undefined) return tagged;
  const code = String(errorCode(error));
  if (code === 'ETIMEDOUT')
    return new RemoteTimeout(`${host} did not answer.`, { cause: withoutRequest(error) });
  const [, what] = FAULTS.find(([pattern]) => pattern.test(code)) ?? [];
  if (what !== undefined) return new RemoteFailed(`${host} ${what}.`, { cause: withoutRequest(error) });
  if (!isAxiosError(error)) return error;
  return new RemoteFailed(`The exchange with ${host} failed (${code}).`, { cause: withoutRequest(error) });
}

const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'refuses connections; check the address and the port'],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN)$/, 'cannot be reached from this server'],
  [/^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/, 'broke off before its answer was complete'],
  [/^HPE_HEADER_OVERFLOW$/, 'sent more headers than any answer needs'],
  [/^HPE_/, 'does not answer in HTTP; check the port, and whether it wants https'],
  [/^Z_|^ERR__ERROR_FORMAT|^ERR_BROTLI|^ERR_PADDING/, 'sent a compressed body that is damaged or cut short'],
  [
    /CERT|^UNABLE_TO_|SELF_SIGNED|^ERR_TLS_CERT|ISSUER/,
    'has a certificate that is not trusted here; install its authority, or set verify to false',
  ],
  [/^(EPROTO|ERR_SSL_|ERR_TLS_)/, 'did not agree on TLS; check the port, and whether it wants http'],
];

/** Libraries wrap what is thrown inside their streams. */
function taggedWithin(error: unknown, depth = 0): TaggedError | undefined {
  if (error instanceof TaggedError) return error;
  if (depth > 4 || typeof error !== 'object' || error === null || !('cause' in error)) return undefined;
  return taggedWithin(error.cause, depth + 1);
}

/** Errors of axios hold the request with its credentials, which belong in no log. */
const withoutRequest = (error: unknown): unknown =>
  isAxiosError(error) ? Object.assign(new Error(error.message), { code: error.code }) : error;
