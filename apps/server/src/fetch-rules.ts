import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import {
  DEFAULT_FETCH_LIMITS,
  isHostEntry,
  type FetchLimits,
  type TlsFiles,
  type UrlPolicy,
} from '@aiaa/fetching/settings';
import { errorCode } from '@aiaa/volume/errors';
import { InvalidArgumentError } from 'commander';
import { optional, setting, type ValuesOf } from './config/setting.js';
import { UnfitSetting } from './config/unfit-setting.js';
import { BYTES, COUNT, listOf, SECONDS, SWITCH, textOf } from './config/value-kinds.js';

/** From where this server fetches images, and how much. */
export interface FetchRules {
  readonly policy: Pick<UrlPolicy, 'mode' | 'hosts'>;
  readonly limits: FetchLimits;
  /** What it calls itself where a request does not say. */
  readonly callingAeTitle: string;
  readonly tls?: TlsFiles;
}

const { bytes, files, connectMilliseconds, idleMilliseconds, totalMilliseconds } = DEFAULT_FETCH_LIMITS;

const PEM_FILE = textOf('file', parseReadable);

export const FETCH_SETTINGS = {
  fetch: setting(SWITCH, 'fetch images from DICOM servers and URLs that clients name', true),
  fetch_hosts: optional(
    listOf(isHostEntry, 'host name, *.suffix, address or range'),
    'from these hosts alone: names, *.suffixes, addresses, ranges',
    { unset: 'any but link-local ones' },
  ),
  calling_ae_title: setting(textOf('title', parseAeTitle), 'what this server calls itself to a PACS', 'AIAA'),
  dicom_tls_ca: optional(PEM_FILE, 'whom to trust of DICOM servers over TLS', {
    unset: 'the authorities of the system',
  }),
  dicom_tls_cert: optional(PEM_FILE, 'our certificate, for DICOM servers that ask who we are', {
    unset: 'none',
  }),
  dicom_tls_key: optional(PEM_FILE, 'its key', { unset: 'none' }),
  max_fetch: setting(BYTES, 'largest image that is fetched', bytes),
  max_fetch_files: setting(COUNT, 'most files of one', files),
  fetch_connect: setting(SECONDS, 'how long a remote may take to connect', connectMilliseconds),
  fetch_idle: setting(SECONDS, 'how long a remote may be silent', idleMilliseconds),
  fetch_total: setting(SECONDS, 'how long a fetch may take', totalMilliseconds),
};

type FetchValues = ValuesOf<typeof FETCH_SETTINGS>;

/** @throws UnfitSetting for a certificate without a key, or a key without a certificate */
export const fetchRulesOf = (values: FetchValues): FetchRules => ({
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
  ...tlsOf(values),
});

function tlsOf({ dicom_tls_ca: ca, dicom_tls_cert: cert, dicom_tls_key: key }: FetchValues): {
  readonly tls?: TlsFiles;
} {
  if ((cert === undefined) !== (key === undefined)) {
    throw new UnfitSetting(
      'A certificate and its key go together: set --dicom_tls_cert and --dicom_tls_key.',
    );
  }
  if (ca === undefined && cert === undefined) return {};
  return { tls: { ca, cert, key } };
}

/** A file that is not there is missed at once, and not by the first who fetches; its path is one wherever a worker stands. */
function parseReadable(text: string): string {
  try {
    accessSync(text, constants.R_OK);
    return resolve(text);
  } catch (error) {
    throw new InvalidArgumentError(`The file cannot be read (${String(errorCode(error))}).`);
  }
}

/** PS3.5, 6.2: 1 to 16 characters of the default repertoire, without backslash and control characters. */
function parseAeTitle(text: string): string {
  const title = text.trim();
  if (/^[ -[\]-~]{1,16}$/.test(title)) return title;
  throw new InvalidArgumentError('Expected an AE title of 1 to 16 characters.');
}
