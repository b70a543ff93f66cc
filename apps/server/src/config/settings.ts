import { FETCH_SETTINGS } from '../fetch-rules.js';
import { ACCESS_SETTINGS } from './access-settings.js';
import { LIMIT_SETTINGS } from './limit-settings.js';
import { LOG_SETTINGS } from './log-settings.js';
import { SERVER_SETTINGS } from './server-settings.js';
import { SESSION_SETTINGS } from './session-settings.js';
import type { Settings } from './setting.js';

/** All that can be set. The flags, their twins, the keys of a config file, help and the README come from here. */
export const SETTINGS = {
  ...SERVER_SETTINGS,
  ...ACCESS_SETTINGS,
  ...LOG_SETTINGS,
  ...SESSION_SETTINGS,
  ...FETCH_SETTINGS,
  ...LIMIT_SETTINGS,
};

/** The same, as chapters of help. */
export const SETTING_GROUPS: readonly (readonly [title: string, settings: Settings])[] = [
  ['The server', SERVER_SETTINGS],
  ['Who may ask', ACCESS_SETTINGS],
  ['The log', LOG_SETTINGS],
  ['Sessions', SESSION_SETTINGS],
  ['Fetching images', FETCH_SETTINGS],
  ['Limits', LIMIT_SETTINGS],
];
