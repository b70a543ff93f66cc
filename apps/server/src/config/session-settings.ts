import { setting, type ValuesOf } from './setting.js';
import { BYTES, BYTES_OR_NONE, WHOLE_SECONDS } from './value-kinds.js';

/** How long sessions live unused, and how much they may hold together. */
export interface SessionRules {
  /** For whoever asks for nothing. */
  readonly defaultSeconds: number;
  /** Whatever is asked; binds the default too. */
  readonly ceilingSeconds: number;
  readonly quotaBytes: number;
}

export const SESSION_SETTINGS = {
  session_expiry: setting(
    WHOLE_SECONDS,
    'how long a session outlives its last use, unless its client asks otherwise',
    3600,
  ),
  max_session_expiry: setting(WHOLE_SECONDS, 'the longest, whatever anybody asks', 86_400),
  session_quota: setting(BYTES, 'largest sum of all sessions', 50 * 1024 ** 3),
  session_cache: setting(
    BYTES_OR_NONE,
    'how much of decoded sessions each worker keeps in memory; 0 keeps none',
    640 * 1024 ** 2,
  ),
};

export const sessionRulesOf = (values: ValuesOf<typeof SESSION_SETTINGS>): SessionRules => ({
  defaultSeconds: values.session_expiry,
  ceilingSeconds: values.max_session_expiry,
  quotaBytes: values.session_quota,
});
