import type { Given } from './given.js';
import { SETTINGS } from './settings.js';

/** The environment variable of a setting: that of `max_queue` is `AIAA_MAX_QUEUE`. */
export const twinOf = (name: string): string => `AIAA_${name.toUpperCase()}`;

/** What the environment sets; a variable that is empty sets nothing. */
export const settingsOfEnvironment = (
  environment: Readonly<Record<string, string | undefined>>,
): readonly Given[] =>
  Object.keys(SETTINGS).flatMap((name) => {
    const text = environment[twinOf(name)] ?? '';
    return text === '' ? [] : [{ name, text, where: `Environment variable ${twinOf(name)}` }];
  });
