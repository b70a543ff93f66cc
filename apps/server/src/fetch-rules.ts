import { DEFAULT_FETCH_LIMITS, isHostEntry, type FetchLimits, type UrlPolicy } from '@aiaa/fetching/settings';
import { InvalidArgumentError } from 'commander';
import { optional, setting, type ValuesOf } from './config/setting.js';
import { BYTES, COUNT, listOf, SECONDS, SWITCH, textOf } from './config/value-kinds.js';

/** From where this server fetches images, and how much. */
export interface FetchRules {
  readonly policy: Pick<UrlPolicy, 'mode' | 'hosts'>;
  readonly limits: FetchLimits;
  /** What it calls itself where a request does not say. */
  readonly callingAeTitle: string;
}

const { bytes, files, connectMilliseconds, idleMilliseconds, totalMilliseconds } = DEFAULT_FETCH_LIMITS;

export const FETCH_SETTINGS = {
  fetch: setting(SWITCH, 'fetch images from DICOM servers and URLs that clients name', true),
  fetch_hosts: optional(
    listOf(isHostEntry, 'host name, *.suffix, address or range'),
    'from these hosts alone: names, *.suffixes, addresses, ranges',
    { unset: 'any but link-local ones' },
  ),
  calling_ae_title: setting(textOf('title', parseAeTitle), 'what this server calls itself to a PACS', 'AIAA'),
  max_fetch: setting(BYTES, 'largest image that is fetched', bytes),
  max_fetch_files: setting(COUNT, 'most files of one', files),
  fetch_connect: setting(SECONDS, 'how long a remote may take to connect', connectMilliseconds),
  fetch_idle: setting(SECONDS, 'how long a remote may be silent', idleMilliseconds),
  fetch_total: setting(SECONDS, 'how long a fetch may take', totalMilliseconds),
};

export const fetchRulesOf = (values: ValuesOf<typeof FETCH_SETTINGS>): FetchRules => ({
  policy: {
    mode: !values.fetch ? 'off' : values.fetch_hosts === undefined ? 'any' : 'listed',
    hosts: values.fetch_hosts ?? [],
  },
  limits: {
    bytes: values.max_fetch,
    files: values.max_fetch_files,
    connectMilliseconds: values.fetch_connect,
    idleMilliseconds: values.fetch_idle,
    totalMilliseconds: values.fetch_total,
  },
  callingAeTitle: values.calling_ae_title,
});

/** PS3.5, 6.2: 1 to 16 characters of the default repertoire, without backslash and control characters. */
function parseAeTitle(text: string): string {
  const title = text.trim();
  if (/^[ -[\]-~]{1,16}$/.test(title)) return title;
  throw new InvalidArgumentError('Expected an AE title of 1 to 16 characters.');
}
