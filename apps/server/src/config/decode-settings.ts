import { InvalidArgumentError } from 'commander';
import type { Given } from './given.js';
import { SETTINGS } from './settings.js';
import type { Settings, ValuesOf } from './setting.js';
import { UnfitSetting } from './unfit-setting.js';

/**
 * The one decoder of all settings, wherever they come from; of two that set the same, the later wins, and both have to
 * be right.
 * @throws UnfitSetting
 */
export function decodeSettings(given: readonly Given[]): ValuesOf<typeof SETTINGS> {
  const table: Settings = SETTINGS;
  const values = Object.fromEntries(Object.entries(table).map(([name, { value }]) => [name, value]));
  for (const each of given) values[each.name] = decode(each, table);
  // Each value is what the setting of its name parses, or has by default; Object.fromEntries forgets which.
  return values as ValuesOf<typeof SETTINGS>;
}

function decode({ name, text, where }: Given, table: Settings): unknown {
  const setting = table[name];
  try {
    return setting?.kind.parse(text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    const what = setting?.secret === true ? '' : ` '${text}'`;
    throw new UnfitSetting(`${where}${what} is invalid. ${error.message}`, { cause: error });
  }
}
