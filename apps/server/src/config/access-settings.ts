import { InvalidArgumentError } from 'commander';
import { adminHosts, MalformedHosts } from '../admin-hosts.js';
import { optional, setting, type ValuesOf } from './setting.js';
import { listOf, SWITCH, textOf } from './value-kinds.js';

/** Who may administer this server, and which pages may speak with it. */
export interface AccessConfig {
  readonly admin: AdminConfig;
  /** Whether a proxy in front tells the client's address truly, in X-Forwarded-For. */
  readonly trustProxy: boolean;
  /** The origins of pages that may read answers; `*`: all. */
  readonly corsOrigins: readonly string[];
}

export interface AdminConfig {
  /** Addresses, ranges, prefixes such as `10.20.`, host names; `*`: all. */
  readonly hosts: readonly string[];
  /** What requests have to bear; absent: nothing. */
  readonly token?: string;
}

export const ACCESS_SETTINGS = {
  admin_hosts: setting(
    listOf(isClientEntry, 'address, range, prefix or host name'),
    'who may ask /admin and /logs: addresses, ranges (10.0.0.0/8), prefixes (10.20.), host names',
    ['*'],
  ),
  admin_token: optional(
    textOf('text', parseToken),
    'requests to /admin and /logs then need "Authorization: Bearer" with it; better set as AIAA_ADMIN_TOKEN, which no list of processes shows',
    { secret: true, unset: 'none' },
  ),
  trust_proxy: setting(
    SWITCH,
    "believe X-Forwarded-For: only behind a proxy of one's own that sets it",
    false,
    { bare: 'on' },
  ),
  cors_origins: setting(
    listOf(isOrigin, 'origin such as https://viewer.example'),
    'the pages that may read answers, by their origins',
    ['*'],
  ),
};

export const accessConfigOf = (values: ValuesOf<typeof ACCESS_SETTINGS>): AccessConfig => ({
  admin: {
    hosts: values.admin_hosts,
    ...(values.admin_token === undefined ? {} : { token: values.admin_token }),
  },
  trustProxy: values.trust_proxy,
  corsOrigins: values.cors_origins,
});

function isClientEntry(text: string): boolean {
  try {
    adminHosts([text]);
    return true;
  } catch (error) {
    if (error instanceof MalformedHosts) return false;
    throw error;
  }
}

function isOrigin(text: string): boolean {
  return text === '*' || (URL.canParse(text) && new URL(text).origin === text);
}

/** What a header can carry: visible ASCII. */
function parseToken(text: string): string {
  if (/^[!-~]+$/.test(text)) return text;
  throw new InvalidArgumentError('Expected visible ASCII characters without spaces.');
}
