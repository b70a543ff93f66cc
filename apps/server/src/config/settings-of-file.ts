import { readFileSync, statSync } from 'node:fs';
import { errorCode } from '@aiaa/volume/errors';
import type { Given } from './given.js';
import { nearestName } from './nearest-name.js';
import { SETTINGS } from './settings.js';
import type { Settings } from './setting.js';
import { UnfitSetting } from './unfit-setting.js';
import type { JsonType } from './value-kind.js';

/** Far more than all settings can need: a file above it is another file. */
const MOST_BYTES = 1024 ** 2;

/** Every setting but `config` itself: a file names no other file. */
const TABLE: Settings = Object.fromEntries(Object.entries(SETTINGS).filter(([name]) => name !== 'config'));

/** What a config file sets. @throws UnfitSetting with the file and the key */
export function settingsOfFile(path: string): readonly Given[] {
  return Object.entries(objectIn(path)).map(([name, value]) => givenOf(path, name, value));
}

function objectIn(path: string): object {
  const value = parse(path, read(path));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new UnfitSetting(`The config file ${path} holds no object: write { "port": 5000 }.`);
}

function read(path: string): string {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > MOST_BYTES)
      throw new UnfitSetting(`The config file ${path} is no file of at most 1 MiB.`);
    // Some editors of Windows begin every file with a byte order mark.
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    if (cause instanceof UnfitSetting) throw cause;
    const why =
      errorCode(cause) === 'ENOENT' ? 'does not exist' : `cannot be read (${String(errorCode(cause))})`;
    throw new UnfitSetting(`The config file ${path} ${why}.`, { cause });
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnfitSetting(`The config file ${path} is no JSON: ${Object(cause).message}.`, { cause });
  }
}

function givenOf(path: string, name: string, value: unknown): Given {
  const setting = Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
  if (setting === undefined) throw unknownKey(path, name);
  const where = `Config file ${path}, key "${name}":`;
  const type = typeOf(value);
  if (type !== undefined && setting.kind.json.includes(type)) return { name, text: textOf(value), where };
  const expected = setting.kind.json.map((one) => NAMES[one]).join(' or ');
  throw new UnfitSetting(`${where} expected ${expected}.`);
}

function unknownKey(path: string, name: string): UnfitSetting {
  const nearest = nearestName(name, Object.keys(TABLE));
  const guess = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  return new UnfitSetting(`The config file ${path} has an unknown key ${JSON.stringify(name)}.${guess}`);
}

const NAMES: Readonly<Record<JsonType, string>> = {
  text: 'text',
  number: 'a number',
  switch: 'true or false',
  list: 'a list of texts',
};

function typeOf(value: unknown): JsonType | undefined {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'switch';
  return Array.isArray(value) && value.every((entry) => isListed(entry)) ? 'list' : undefined;
}

/** A comma within an entry would make two of it. */
const isListed = (entry: unknown): boolean => typeof entry === 'string' && !entry.includes(',');

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(',') : String(value));
