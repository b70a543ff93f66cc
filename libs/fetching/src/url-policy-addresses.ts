import { BlockList, isIP } from 'node:net';

/** A range of addresses and why nothing is fetched from it. */
type ForbiddenRange = readonly [network: string, prefix: number, what: string];

/**
 * Where clouds answer whoever asks from inside with the keys of the machine, and the rest of the link-local ranges
 * that these addresses come from (RFC 3927; RFC 4291, 2.5.6).
 */
const FORBIDDEN: readonly ForbiddenRange[] = [
  ['169.254.0.0', 16, 'a link-local address, where clouds keep their metadata'],
  ['fe80::', 10, 'a link-local address'],
  ['fd00:ec2::', 32, 'the metadata service of Amazon EC2'],
  ['fd20:ce::254', 128, 'the metadata service of Google Cloud'],
  ['fd00:42::42', 128, 'the metadata service of Scaleway'],
  ['100.100.100.200', 32, 'the metadata service of Alibaba Cloud'],
  ['168.63.129.16', 32, 'the host agent of Azure'],
  ['192.0.0.192', 32, 'the metadata service of Oracle Cloud'],
];

const FORBIDDEN_LISTS = FORBIDDEN.map(([network, prefix, what]) => ({
  list: addressList([`${network}/${prefix}`]),
  what,
}));

const LOOPBACK = addressList(['127.0.0.0/8', '::1', '0.0.0.0/8', '::']);

/** What an address is that is never fetched from, whichever way it is spelled; undefined for all others. */
export function forbiddenKind(address: string): string | undefined {
  const addresses = [address, ...carriedIpv4(address)];
  return FORBIDDEN_LISTS.find(({ list }) => addresses.some((one) => contains(list, one)))?.what;
}

/**
 * Whether an address leads to this machine: loopback, the unspecified address (which connects to loopback on Linux),
 * or one of its own interfaces.
 */
export function isOwnAddress(address: string, interfaces: readonly string[]): boolean {
  const own = addressList(interfaces.map(withoutZone));
  return [address, ...carriedIpv4(address)].some((one) => contains(LOOPBACK, one) || contains(own, one));
}

/** Whether an address is one of a list of addresses and ranges (CIDR); what is neither is in no list. */
export function isListedAddress(address: string, entries: readonly string[]): boolean {
  const list = addressList(entries.filter(isAddressEntry));
  const mapped = mappedIpv4(withoutZone(address));
  return contains(list, mapped ?? address);
}

/** Whether a text is an address, or a range of addresses. */
export function isAddressEntry(entry: string): boolean {
  const [network = '', prefix, ...rest] = entry.split('/');
  const family = isIP(network);
  if (family === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

export const withoutZone = (address: string): string => address.replace(/%.*$/s, '');

function addressList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [network = '', prefix] = entry.split('/');
    if (prefix === undefined) list.addAddress(network, familyOf(network));
    else list.addSubnet(network, Number(prefix), familyOf(network));
  }
  return list;
}

const contains = (list: BlockList, address: string): boolean => {
  const plain = withoutZone(address);
  return isIP(plain) !== 0 && list.check(plain, familyOf(plain));
};

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

/**
 * The IPv4 addresses that an IPv6 address may deliver to: mapped and compatible (RFC 4291, 2.5.5), translated
 * (RFC 2765), NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), Teredo's server and client (RFC 4380), ISATAP (RFC 5214).
 */
function carriedIpv4(address: string): readonly string[] {
  const plain = withoutZone(address);
  if (isIP(plain) !== 6) return [];
  const groups = ipv6Groups(plain);
  const at = (index: number, mask = 0): string => ipv4Of(groups, index, mask);
  const begins = (...prefix: readonly number[]): boolean => prefix.every((group, i) => groups[i] === group);
  if (begins(0, 0, 0, 0, 0, 0xffff) || begins(0, 0, 0, 0, 0, 0)) return [at(6)];
  if (begins(0, 0, 0, 0, 0xffff, 0)) return [at(6)];
  if (begins(0x64, 0xff9b)) return [at(6)];
  if (begins(0x2002)) return [at(1)];
  if (begins(0x2001, 0)) return [at(2), at(6, 0xffff)];
  return groups[5] === 0x5efe ? [at(6)] : [];
}

function mappedIpv4(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined;
  const groups = ipv6Groups(address);
  const mapped = [0, 0, 0, 0, 0, 0xffff].every((group, i) => groups[i] === group);
  return mapped ? ipv4Of(groups, 6, 0) : undefined;
}

function ipv4Of(groups: readonly number[], index: number, mask: number): string {
  const [high = 0, low = 0] = groups.slice(index, index + 2).map((group) => group ^ mask);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight groups of an IPv6 address; URL writes each spelling of one alike, in hexadecimal groups. */
function ipv6Groups(address: string): readonly number[] {
  const [head = '', tail = ''] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const [first, last] = [head, tail].map((part) => (part === '' ? [] : part.split(':')));
  const [front, back] = [first ?? [], last ?? []];
  const zeros = Array<string>(8 - front.length - back.length).fill('0');
  return [...front, ...zeros, ...back].map((group) => Number.parseInt(group, 16));
}
