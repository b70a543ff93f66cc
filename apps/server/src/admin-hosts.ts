import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv4 } from 'node:net';
import { TaggedError } from '@aiaa/volume/errors';

/** Whether the host at an address may administer. */
export type AdminHosts = (address: string) => Promise<boolean>;

/** What `--admin_hosts` names that is neither an address, a range, a prefix nor a name. */
export class MalformedHosts extends TaggedError {
  readonly tag = 'MalformedHosts';
}

/**
 * Addresses, ranges (`10.20.0.0/16`, `fd00::/8`), AIAA's prefixes of addresses (`10.20.`), host names, which are looked
 * up at each request, and `*` for everybody.
 * @throws MalformedHosts
 */
export function adminHosts(entries: readonly string[]): AdminHosts {
  if (entries.includes('*')) return () => Promise.resolve(true);
  const ranges = new BlockList();
  const prefixes: string[] = [];
  const names: string[] = [];
  for (const entry of entries) {
    if (isPrefix(entry)) prefixes.push(entry);
    else if (isIP(entry) !== 0 || entry.includes('/')) addRange(ranges, entry);
    else names.push(hostName(entry));
  }
  return async (seen) => {
    const address = plainAddress(seen);
    if (prefixes.some((prefix) => address.startsWith(prefix))) return true;
    if (isIP(address) !== 0 && ranges.check(address, familyOf(address))) return true;
    return (await Promise.all(names.map(addressesOf))).flat().includes(address);
  };
}

/** `::ffff:127.0.0.1` is 127.0.0.1, as a socket for both families writes it (RFC 4291 section 2.5.5.2). */
export const plainAddress = (address: string): string =>
  address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

const isPrefix = (entry: string): boolean => /^(?:\d{1,3}\.){1,3}$/.test(entry);

function addRange(ranges: BlockList, entry: string): void {
  const [written = '', bits, ...rest] = entry.split('/');
  const address = plainAddress(written);
  const most = isIPv4(address) ? 32 : 128;
  const length = bits === undefined ? most : Number(bits === '' ? Number.NaN : bits);
  const isRange = isIP(address) !== 0 && rest.length === 0 && Number.isInteger(length);
  if (!isRange || length < 0 || length > most) throw malformed(entry);
  ranges.addSubnet(address, length, familyOf(address));
}

function hostName(entry: string): string {
  if (/^(?=.*[a-z])[\w.-]{1,253}$/i.test(entry)) return entry;
  throw malformed(entry);
}

const malformed = (entry: string): MalformedHosts =>
  new MalformedHosts(
    `--admin_hosts: ${JSON.stringify(entry.slice(0, 80))} is no address, range (10.20.0.0/16), prefix (10.20.), host name or *.`,
  );

const addressesOf = (name: string): Promise<readonly string[]> =>
  lookup(name, { all: true }).then(
    (found) => found.map(({ address }) => plainAddress(address)),
    () => [],
  );
