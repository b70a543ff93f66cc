import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { errorCode } from '@aiaa/volume/errors';
import { FetchForbidden } from './errors/fetch-forbidden.js';
import { RemoteFailed } from './errors/remote-failed.js';
import {
  forbiddenKind,
  isAddressEntry,
  isListedAddress,
  isOwnAddress,
  withoutZone,
} from './url-policy-addresses.js';

/** From where this server fetches: the one place where that is decided, for HTTP and for DICOM. */
export interface UrlPolicy {
  /** `off`: nowhere; `listed`: from `hosts` alone; `any`: everywhere but where nobody should. */
  readonly mode: 'off' | 'listed' | 'any';
  /** Names (`pacs.example`), suffixes (`*.example`: what lies below it), addresses and ranges (`10.0.0.0/8`). */
  readonly hosts: readonly string[];
  /** The port that this server listens at, which it never fetches from itself. */
  readonly ownPort?: number;
}

export const DEFAULT_URL_POLICY: UrlPolicy = { mode: 'any', hosts: [] };

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Finds the addresses of a name; rejects with the codes of `dns.lookup`. */
export type Resolver = (host: string) => Promise<readonly ResolvedAddress[]>;

export interface AddressTarget {
  /** As it was asked for: a name or an address. */
  readonly host: string;
  /** What it resolved to. */
  readonly address: string;
  readonly port: number;
}

/** The names under which clouds serve the keys of a machine. */
const METADATA_NAMES: ReadonlySet<string> = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
]);

/** Whether a text means something in `hosts`; what means nothing there opens nothing. */
export const isHostEntry = (entry: string): boolean =>
  isAddressEntry(entry) || /^(\*\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_-]+)*$/i.test(entry);

/**
 * Refuses an address that the policy closes: link-local addresses and the metadata services of clouds in all
 * spellings, this server's own port, and where the policy lists hosts, any other.
 * @throws FetchForbidden
 */
export function judgeAddress(
  { host, address, port }: AddressTarget,
  policy: UrlPolicy,
  interfaces: readonly string[] = interfaceAddresses(),
): void {
  judgeHost(host, policy);
  const where = host === address ? address : `${shown(host)} (${address})`;
  const kind = forbiddenKind(address);
  if (kind !== undefined) {
    throw new FetchForbidden(`Nothing is fetched from ${where}: it is ${kind}.`);
  }
  if (port === policy.ownPort && isOwnAddress(address, interfaces)) {
    throw new FetchForbidden(`Nothing is fetched from ${where} port ${port}: that is this server itself.`);
  }
  if (policy.mode === 'listed' && !isListedName(host, policy) && !isListedAddress(address, policy.hosts)) {
    throw new FetchForbidden(notListed(where));
  }
}

/**
 * The addresses of a host that may be connected to, at least one, IPv4 first. Whoever connects must connect to one
 * of them and not resolve the name again: a second answer may differ.
 * @throws FetchForbidden where the policy closes all of them; RemoteFailed where the name has none
 */
export async function allowedAddresses(
  { host, port }: { readonly host: string; readonly port: number },
  policy: UrlPolicy,
  resolve: Resolver = systemResolver,
): Promise<readonly ResolvedAddress[]> {
  const bare = host.replace(/^\[(.*)\]$/s, '$1');
  judgeHost(bare, policy);
  const found = await addressesOf(bare, resolve);
  const refusals: unknown[] = [];
  const allowed = found.filter(({ address }) => {
    try {
      judgeAddress({ host: bare, address, port }, policy);
      return true;
    } catch (refusal) {
      refusals.push(refusal);
      return false;
    }
  });
  if (allowed.length === 0) throw refusals[0];
  return [...allowed].sort((a, b) => a.family - b.family);
}

/** The first of them. @throws as `allowedAddresses` */
export async function resolveAllowed(
  host: string,
  port: number,
  policy: UrlPolicy,
  resolve: Resolver = systemResolver,
): Promise<ResolvedAddress> {
  const [first] = await allowedAddresses({ host, port }, policy, resolve);
  if (first === undefined) throw unknownName(host);
  return first;
}

/** Refuses a URL of another scheme than http and https. @throws FetchForbidden */
export function judgeScheme(url: URL): void {
  if (url.protocol === 'http:' || url.protocol === 'https:') return;
  throw new FetchForbidden(
    `Addresses of the scheme ${shown(url.protocol)} are not fetched; http: and https: are.`,
  );
}

/** What can be said of a host before its name is resolved. */
function judgeHost(host: string, policy: UrlPolicy): void {
  if (policy.mode === 'off') {
    throw new FetchForbidden('This server fetches from no other: send the image itself.');
  }
  if (METADATA_NAMES.has(plainName(host))) {
    throw new FetchForbidden(
      `Nothing is fetched from ${shown(host)}: it is the metadata service of a cloud.`,
    );
  }
  const byAddress = isIP(withoutZone(host)) !== 0 || policy.hosts.some(isAddressEntry);
  if (policy.mode === 'listed' && !byAddress && !isListedName(host, policy)) {
    throw new FetchForbidden(notListed(shown(host)));
  }
}

const notListed = (where: string): string =>
  `Nothing is fetched from ${where}: it is none of the hosts that this server was allowed to fetch from.`;

const isListedName = (host: string, { hosts }: UrlPolicy): boolean => {
  const name = plainName(host);
  return hosts.map(plainName).some((entry) => {
    return entry.startsWith('*.') ? name.endsWith(entry.slice(1)) : entry === name;
  });
};

/** A name as DNS compares it: without its case and without the root's dot. */
const plainName = (host: string): string => host.toLowerCase().replace(/\.+$/, '');

async function addressesOf(host: string, resolve: Resolver): Promise<readonly ResolvedAddress[]> {
  const family = isIP(withoutZone(host));
  if (family !== 0) return [{ address: host, family: family === 4 ? 4 : 6 }];
  const found = await resolve(host).catch((cause: unknown) => {
    throw unknownName(host, cause);
  });
  if (found.length === 0) throw unknownName(host);
  return found;
}

const systemResolver: Resolver = async (host) =>
  (await lookup(host, { all: true })).map(({ address, family }) => ({
    address,
    family: family === 4 ? 4 : 6,
  }));

function unknownName(host: string, cause?: unknown): RemoteFailed {
  const code = errorCode(cause);
  const again = code === 'EAI_AGAIN' ? 'could not be looked up just now' : 'is unknown to this server';
  return new RemoteFailed(`The host ${shown(host)} ${again}; check its spelling, or give its address.`, {
    cause,
  });
}

const interfaceAddresses = (): readonly string[] =>
  Object.values(networkInterfaces()).flatMap((one) => (one ?? []).map(({ address }) => address));

/** A host from outside in a sentence: on one line and never long. */
const shown = (host: string): string => host.slice(0, 100).replaceAll(/[^\x20-\x7e]/g, '_');
