import { resolve } from 'node:path';
import { optional, setting, type ValuesOf } from './setting.js';
import { choiceOf, SWITCH, textOf } from './value-kinds.js';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

export const LOG_FORMATS = ['auto', 'json', 'pretty'] as const;

/** What is told of the server's work, how, and where. */
export interface LogRules {
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** `auto`: lines for people on a terminal, JSON elsewhere. */
  readonly logFormat: (typeof LOG_FORMATS)[number];
  /** The file that takes the log's lines too. */
  readonly logFile?: string;
}

export const LOG_SETTINGS = {
  log_level: optional(choiceOf('level', LOG_LEVELS), `what the log tells: ${LOG_LEVELS.join(', ')}`, {
    unset: 'info',
  }),
  log_format: setting(
    choiceOf('format', LOG_FORMATS),
    'how the log tells it: json, pretty, or auto, which is pretty on a terminal',
    'auto',
  ),
  log_file: optional(textOf('file'), 'a file that takes the lines of the log too', { unset: 'none' }),
  debug: setting(SWITCH, "as AIAA's own flag: the level debug, unless --log_level says otherwise", false, {
    bare: 'on',
  }),
};

export const logRulesOf = (values: ValuesOf<typeof LOG_SETTINGS>): LogRules => ({
  logLevel: values.log_level ?? (values.debug ? 'debug' : 'info'),
  logFormat: values.log_format,
  ...(values.log_file === undefined ? {} : { logFile: resolve(values.log_file) }),
});
