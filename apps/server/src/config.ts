import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { accessConfigOf, type AccessConfig } from './config/access-settings.js';
import { decodeSettings } from './config/decode-settings.js';
import { limitsOf } from './config/limit-settings.js';
import { logRulesOf, type LogRules } from './config/log-settings.js';
import { serverCommand, settingsOfCommand } from './config/server-command.js';
import { sessionRulesOf, type SessionRules } from './config/session-settings.js';
import { settingsOfEnvironment } from './config/settings-of-environment.js';
import { settingsOfFile } from './config/settings-of-file.js';
import type { SETTINGS } from './config/settings.js';
import type { ValuesOf } from './config/setting.js';
import { UnfitSetting } from './config/unfit-setting.js';
import { fetchRulesOf, type FetchRules } from './fetch-rules.js';
import type { Limits } from './limits.js';
import type { DeviceChoice } from '@aiaa/inference';

/** How this server runs, decided. */
export interface Config extends AccessConfig, LogRules {
  readonly host: string;
  readonly port: number;
  readonly workspace: string;
  /** The folder in which requests get folders of their own. */
  readonly temp: string;
  readonly bundledModels: boolean;
  /** How often to look for models that others changed in the workspace; absent: never. */
  readonly autoReloadSeconds?: number;
  readonly demo: boolean;
  readonly workers: number;
  /** Workers that fetch and read; started when they are needed. */
  readonly ioWorkers: number;
  /** Threads of one network; undefined leaves it to the worker. */
  readonly device: DeviceChoice;
  readonly threads: number | undefined;
  readonly queueLength: number;
  /** The largest image once decoded, in bytes; a worker refuses a larger one before it allocates it. */
  readonly volumeBytes: number;
  /** How much each worker keeps of sessions' images once decoded, in bytes; 0: nothing. */
  readonly warmBytes: number;
  readonly sessions: SessionRules;
  readonly fetching: FetchRules;
  readonly stopTimeoutMilliseconds: number;
  readonly limits: Limits;
}

/** What to do instead of starting: print this, and exit so. */
export interface Refusal {
  readonly output: string;
  readonly exitCode: 0 | 2;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the flags, named in snake_case as AIAA's own were. Every flag has a twin in the environment,
 * `--bundled_models` is `AIAA_BUNDLED_MODELS`, and a key in the file of `--config`; the flag wins, then the environment.
 * Help and version are refusals with exit code 0.
 */
export function decideConfig(args: readonly string[], environment: Environment): Config | Refusal {
  let printed = '';
  const command = serverCommand().configureOutput({
    writeOut: (text) => (printed += text),
    writeErr: () => undefined,
  });
  try {
    const flags = settingsOfCommand(command.parse([...args], { from: 'user' }));
    const twins = settingsOfEnvironment(environment);
    const { config } = decodeSettings([...twins, ...flags].filter(({ name }) => name === 'config'));
    const written = config === undefined ? [] : settingsOfFile(config);
    return configOf(decodeSettings([...written, ...twins, ...flags]));
  } catch (error) {
    if (error instanceof UnfitSetting) return { output: sentence(error.message), exitCode: 2 };
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0
      ? { output: printed, exitCode: 0 }
      : { output: sentence(error.message), exitCode: 2 };
  }
}

const configOf = (values: ValuesOf<typeof SETTINGS>): Config => ({
  host: values.host,
  port: values.port,
  workspace: resolve(values.workspace ?? '.aiaa'),
  temp: resolve(values.temp ?? tmpdir()),
  bundledModels: values.bundled_models,
  ...(values.auto_reload === undefined ? {} : { autoReloadSeconds: values.auto_reload }),
  demo: values.demo ?? (values.workspace === undefined && values.bundled_models),
  workers: values.workers,
  ioWorkers: values.io_workers,
  device: values.device,
  threads: values.threads,
  queueLength: values.max_queue,
  volumeBytes: values.max_volume,
  warmBytes: values.session_cache,
  stopTimeoutMilliseconds: values.stop_timeout,
  sessions: sessionRulesOf(values),
  fetching: fetchRulesOf(values),
  limits: limitsOf(values),
  ...accessConfigOf(values),
  ...logRulesOf(values),
});

/** A message as one sentence, and where to read more. */
function sentence(message: string): string {
  const text = message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
  const ended = /[.?]$/.test(text) ? text : `${text}.`;
  return `${ended.charAt(0).toUpperCase()}${ended.slice(1)} See --help.\n`;
}
