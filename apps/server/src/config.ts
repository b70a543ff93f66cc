import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { fetchOptions, fetchRulesOf, type FetchFlags, type FetchRules } from './fetch-rules.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import {
  parseBytes,
  parseBytesOrNone,
  parseCount,
  parsePort,
  parseSeconds,
  parseSwitch,
} from './option-values.js';
import { VERSION } from './version.js';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

export const LOG_FORMATS = ['auto', 'json', 'pretty'] as const;

/** How this server runs, decided. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly workspace: string;
  /** The folder in which requests get folders of their own. */
  readonly temp: string;
  readonly bundledModels: boolean;
  readonly demo: boolean;
  readonly workers: number;
  /** Workers that fetch and read; started when they are needed. */
  readonly ioWorkers: number;
  /** Threads of one network; undefined leaves it to the worker. */
  readonly threads: number | undefined;
  readonly queueLength: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** `auto`: lines for people on a terminal, JSON elsewhere. */
  readonly logFormat: (typeof LOG_FORMATS)[number];
  /** The largest image once decoded, in bytes; a worker refuses a larger one before it allocates it. */
  readonly volumeBytes: number;
  /** How much each worker keeps of sessions' images once decoded, in bytes; 0: nothing. */
  readonly warmBytes: number;
  readonly sessions: SessionRules;
  readonly fetching: FetchRules;
  readonly stopTimeoutMilliseconds: number;
  readonly limits: Limits;
}

/** How long sessions live unused, and how much they may hold together. */
export interface SessionRules {
  /** For whoever asks for nothing. */
  readonly defaultSeconds: number;
  /** Whatever is asked; binds the default too. */
  readonly ceilingSeconds: number;
  readonly quotaBytes: number;
}

/** What to do instead of starting: print this, and exit so. */
export interface Refusal {
  readonly output: string;
  readonly exitCode: 0 | 2;
}

/**
 * Reads the flags, named in snake_case as AIAA's own were. Every flag has a twin in the environment,
 * `--bundled_models` is `AIAA_BUNDLED_MODELS`; the flag wins. Help and version are refusals with exit code 0.
 */
export function decideConfig(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Config | Refusal {
  let printed = '';
  const command = makeCommand().configureOutput({
    writeOut: (text) => (printed += text),
    writeErr: () => undefined,
  });
  try {
    command.parse([...twins(command, environment), ...args], { from: 'user' });
    return configOf(command.opts<Flags>());
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0
      ? { output: printed, exitCode: 0 }
      : { output: sentence(error.message), exitCode: 2 };
  }
}

interface Flags extends FetchFlags {
  readonly host: string;
  readonly port: number;
  readonly workspace?: string;
  readonly temp: string;
  readonly bundled_models: boolean;
  readonly demo?: boolean;
  readonly workers: number;
  readonly io_workers: number;
  readonly threads?: number;
  readonly max_queue: number;
  readonly log_level: (typeof LOG_LEVELS)[number];
  readonly log_format: (typeof LOG_FORMATS)[number];
  readonly max_volume: number;
  readonly session_expiry: number;
  readonly max_session_expiry: number;
  readonly session_quota: number;
  readonly session_cache: number;
  readonly stop_timeout?: number;
  readonly max_upload: number;
  readonly max_params: number;
  readonly max_parts: number;
  readonly max_part_header: number;
  readonly body_idle?: number;
  readonly max_drain: number;
}

const option = <T>(flags: string, about: string, parse: (text: string) => T, value?: T): Option =>
  new Option(flags, about).argParser((text) => parse(text)).default(value);

function makeCommand(): Command {
  const command = new Command('aiaa-server')
    .description('An open server for AI-assisted annotation, with the API of the AIAA server.')
    .version(VERSION, '--version')
    .exitOverride()
    .showSuggestionAfterError(false)
    .allowExcessArguments(false);
  const options = [
    option('--host <address>', 'address to listen on', parseText, '127.0.0.1'),
    option('--port <number>', 'port to listen on; 0 takes a free one', parsePort, 5000),
    option(
      '-w, --workspace <folder>',
      'folder with models/, made when missing (default: ./.aiaa)',
      parseText,
    ),
    option('--temp <folder>', 'where the files of running requests lie', parseText, tmpdir()),
    option('--bundled_models <on|off>', 'serve the models that come with the server', parseSwitch, true),
    option(
      '--demo [on|off]',
      'segment a sample once started (default: on without a workspace)',
      parseSwitch,
    ).preset('on'),
    option('--workers <count>', 'worker processes', parseCount, 1),
    option('--io_workers <count>', 'worker processes that fetch and read images', parseCount, 2),
    option('--threads <count>', 'threads of one network', parseCount),
    option('--max_queue <count>', 'requests that may wait for a worker', parseCount, 16),
    new Option('--log_level <level>', 'what the log tells').choices(LOG_LEVELS).default('info'),
    new Option('--log_format <format>', 'how the log tells it').choices(LOG_FORMATS).default('auto'),
    option(
      '--stop_timeout <seconds>',
      'how long running requests may end when the server stops (default: 30)',
      parseSeconds,
    ),
    ...sessionOptions(),
    ...fetchOptions(),
    ...limitOptions(),
  ];
  for (const each of options) command.addOption(each);
  return command;
}

const sessionOptions = (): readonly Option[] => [
  option(
    '--session_expiry <seconds>',
    'how long a session outlives its last use, unless its client asks otherwise',
    parseCount,
    3600,
  ),
  option('--max_session_expiry <seconds>', 'the longest, whatever anybody asks', parseCount, 86_400),
  option('--session_quota <bytes>', 'largest sum of all sessions', parseBytes, 50 * 1024 ** 3),
  option(
    '--session_cache <bytes>',
    'how much of decoded sessions each worker keeps in memory; 0 keeps none',
    parseBytesOrNone,
    1024 ** 3,
  ),
];

function limitOptions(): readonly Option[] {
  const { uploadBytes, paramsBytes, parts, partHeaderBytes, drainBytes } = DEFAULT_LIMITS;
  return [
    option('--max_upload <bytes>', 'largest image', parseBytes, uploadBytes),
    option('--max_volume <bytes>', 'largest image once decoded', parseBytes, 4 * 1024 ** 3),
    option('--max_params <bytes>', 'longest params', parseBytes, paramsBytes),
    option('--max_parts <count>', 'most parts of a form', parseCount, parts),
    option('--max_part_header <bytes>', "how much of a part's header is read", parseBytes, partHeaderBytes),
    option('--body_idle <seconds>', 'how long a body may pause (default: 120)', parseSeconds),
    option('--max_drain <bytes>', 'how much of a refused body is read and dropped', parseBytes, drainBytes),
  ];
}

/** The flags that the environment sets, written as arguments; those of the command line come later and win. */
const twins = (command: Command, environment: Readonly<Record<string, string | undefined>>): string[] =>
  command.options.flatMap(({ long }) => {
    const value = environment[`AIAA_${long?.slice(2).toUpperCase() ?? ''}`];
    return value === undefined || value === '' || long === '--version' ? [] : [`${long}=${value}`];
  });

const configOf = (flags: Flags): Config => ({
  host: flags.host,
  port: flags.port,
  workspace: resolve(flags.workspace ?? '.aiaa'),
  temp: resolve(flags.temp),
  bundledModels: flags.bundled_models,
  demo: flags.demo ?? (flags.workspace === undefined && flags.bundled_models),
  workers: flags.workers,
  ioWorkers: flags.io_workers,
  threads: flags.threads,
  queueLength: flags.max_queue,
  logLevel: flags.log_level,
  logFormat: flags.log_format,
  volumeBytes: flags.max_volume,
  warmBytes: flags.session_cache,
  sessions: {
    defaultSeconds: flags.session_expiry,
    ceilingSeconds: flags.max_session_expiry,
    quotaBytes: flags.session_quota,
  },
  fetching: fetchRulesOf(flags),
  stopTimeoutMilliseconds: flags.stop_timeout ?? 30_000,
  limits: {
    uploadBytes: flags.max_upload,
    paramsBytes: flags.max_params,
    parts: flags.max_parts,
    partHeaderBytes: flags.max_part_header,
    bodyIdleMilliseconds: flags.body_idle ?? DEFAULT_LIMITS.bodyIdleMilliseconds,
    drainBytes: flags.max_drain,
  },
});

function parseText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** Commander's message as one sentence. */
function sentence(message: string): string {
  const text = message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'} See --help.\n`;
}
