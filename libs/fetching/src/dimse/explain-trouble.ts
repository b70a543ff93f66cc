import { assertNever } from '@aiaa/volume/errors';
import { RemoteFailed } from '../errors/remote-failed.js';
import { RemoteTimeout } from '../errors/remote-timeout.js';
import type { CheckedPeer } from './checked-peer.js';
import { AssociationTrouble, type Trouble } from './trouble.js';

/** What the association was for. */
export type Purpose = 'retrieve' | 'store' | 'echo';

/** Trouble as the sentence for whoever asked; any other error as it is. */
export function explainTrouble(error: unknown, peer: CheckedPeer, purpose: Purpose): unknown {
  if (!(error instanceof AssociationTrouble)) return error;
  const Fault = LATE.has(error.trouble.kind) ? RemoteTimeout : RemoteFailed;
  const { what, advice } = explain(error.trouble, peer);
  return new Fault(`${what}: ${advice}${WAY_OUT[purpose]}.`, { cause: error });
}

const LATE: ReadonlySet<Trouble['kind']> = new Set(['slow to connect', 'silent', 'too long']);

const WAY_OUT: Readonly<Record<Purpose, string>> = {
  retrieve: ', or give wado_url to fetch by DICOMweb',
  store: '',
  echo: '',
};

interface Explanation {
  readonly what: string;
  readonly advice: string;
}

function explain(trouble: Trouble, peer: CheckedPeer): Explanation {
  const at = `${peer.host}:${peer.port}`;
  const name = `${peer.calledAeTitle} at ${at}`;
  switch (trouble.kind) {
    case 'unreachable':
      return unreachable(trouble.code, peer.host, at);
    case 'slow to connect':
      return {
        what: `${at} accepted no ${peer.tls ? 'TLS ' : ''}connection within ${seconds(trouble)}`,
        advice: `check the address, the port${peer.tls ? ', that it speaks TLS there,' : ''} and the firewalls between`,
      };
    case 'untrusted':
      return {
        what: `The TLS connection to ${at} failed (${trouble.why})`,
        advice: 'check that it speaks TLS there and that each side trusts the other',
      };
    case 'rejected':
      return rejected(trouble, peer, name);
    case 'no context':
      return {
        what: `${name} does not offer ${trouble.service} to ${peer.callingAeTitle}`,
        advice: 'have it allowed there',
      };
    case 'aborted':
      return {
        what: `${name} aborted the association`,
        advice: `it may not allow ${peer.callingAeTitle} what was asked for, and its log says why`,
      };
    case 'closed':
      return trouble.accepted
        ? { what: `${name} closed the connection before the end`, advice: 'try again' }
        : {
            what: `${at} closed the connection instead of accepting the association`,
            advice: `check the port, and that it allows ${peer.callingAeTitle} from here`,
          };
    case 'not DICOM':
      return {
        what: `${at} does not speak DICOM as it should (${trouble.why})`,
        advice: 'check the port and whether it wants TLS',
      };
    case 'silent':
      return { what: `${name} sent nothing for ${seconds(trouble)}`, advice: 'try again later' };
    case 'too long':
      return {
        what: `${name} did not come to an end within ${seconds(trouble)}`,
        advice: 'try again later, or ask for less',
      };
    default:
      return assertNever(trouble);
  }
}

const seconds = ({ milliseconds }: { readonly milliseconds: number }): string => `${milliseconds / 1000} s`;

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ENETUNREACH: 'cannot be reached from here',
  EHOSTUNREACH: 'cannot be reached from here',
};

function unreachable(code: string, host: string, at: string): Explanation {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { what: `The host ${host} is not known`, advice: 'check its name' };
  return {
    what: `${at} ${CODES[code] ?? `could not be connected to (${code})`}`,
    advice: 'check the address, the port and that the server runs',
  };
}

/** By source and reason (PS3.8, 9.3.4). */
function rejected(
  { result, source, reason }: Trouble & { readonly kind: 'rejected' },
  peer: CheckedPeer,
  name: string,
): Explanation {
  const what = `${name} rejected the association`;
  if (source === 1 && reason === 7)
    return { what: `${what}, since it is not called that`, advice: 'check the AE title' };
  if (source === 1 && reason === 3)
    return {
      what: `${what}, since it does not know ${peer.callingAeTitle}`,
      advice: 'have that AE title added there, or give another calling_ae_title',
    };
  if (result === 2) return { what: `${what}, since it is busy`, advice: 'try again later' };
  return {
    what: `${what} (result ${result}, source ${source}, reason ${reason})`,
    advice: `check both AE titles, and that it allows ${peer.callingAeTitle}`,
  };
}
