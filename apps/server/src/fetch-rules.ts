import { DEFAULT_FETCH_LIMITS, isHostEntry, type FetchLimits, type UrlPolicy } from '@aiaa/fetching';
import { InvalidArgumentError, Option } from 'commander';
import { parseBytes, parseCount, parseSeconds, parseSwitch } from './option-values.js';

/** From where this server fetches images, and how much. */
export interface FetchRules {
  readonly policy: Pick<UrlPolicy, 'mode' | 'hosts'>;
  readonly limits: FetchLimits;
  /** What it calls itself where a request does not say. */
  readonly callingAeTitle: string;
}

/** The flags, as commander gives them. */
export interface FetchFlags {
  readonly fetch: boolean;
  readonly fetch_hosts?: readonly string[];
  readonly calling_ae_title: string;
  readonly max_fetch: number;
  readonly max_fetch_files: number;
  readonly fetch_connect?: number;
  readonly fetch_idle?: number;
  readonly fetch_total?: number;
}

const option = <T>(flags: string, about: string, parse: (text: string) => T, value?: T): Option =>
  new Option(flags, about).argParser((text) => parse(text)).default(value);

export const fetchOptions = (): readonly Option[] => [
  option('--fetch <on|off>', 'fetch images from DICOM servers and URLs that clients name', parseSwitch, true),
  option(
    '--fetch_hosts <list>',
    'from these hosts alone: names, *.suffixes, addresses, ranges (default: any but link-local ones)',
    parseHosts,
  ),
  option('--calling_ae_title <title>', 'what this server calls itself to a PACS', parseAeTitle, 'AIAA'),
  option('--max_fetch <bytes>', 'largest image that is fetched', parseBytes, DEFAULT_FETCH_LIMITS.bytes),
  option('--max_fetch_files <count>', 'most files of one', parseCount, DEFAULT_FETCH_LIMITS.files),
  option('--fetch_connect <seconds>', 'how long a remote may take to connect (default: 10)', parseSeconds),
  option('--fetch_idle <seconds>', 'how long a remote may be silent (default: 60)', parseSeconds),
  option('--fetch_total <seconds>', 'how long a fetch may take (default: 1800)', parseSeconds),
];

export const fetchRulesOf = (flags: FetchFlags): FetchRules => ({
  policy: {
    mode: !flags.fetch ? 'off' : flags.fetch_hosts === undefined ? 'any' : 'listed',
    hosts: flags.fetch_hosts ?? [],
  },
  limits: {
    bytes: flags.max_fetch,
    files: flags.max_fetch_files,
    connectMilliseconds: flags.fetch_connect ?? DEFAULT_FETCH_LIMITS.connectMilliseconds,
    idleMilliseconds: flags.fetch_idle ?? DEFAULT_FETCH_LIMITS.idleMilliseconds,
    totalMilliseconds: flags.fetch_total ?? DEFAULT_FETCH_LIMITS.totalMilliseconds,
  },
  callingAeTitle: flags.calling_ae_title,
});

function parseHosts(text: string): readonly string[] {
  const hosts = text.split(',').map((host) => host.trim());
  const wrong = hosts.find((host) => !isHostEntry(host));
  if (wrong === undefined) return hosts;
  throw new InvalidArgumentError(`'${wrong}' is no host name, *.suffix, address or range.`);
}

/** PS3.5, 6.2: 1 to 16 characters of the default repertoire, without backslash and control characters. */
function parseAeTitle(text: string): string {
  const title = text.trim();
  if (/^[ -[\]-~]{1,16}$/.test(title)) return title;
  throw new InvalidArgumentError('Expected an AE title of 1 to 16 characters.');
}
