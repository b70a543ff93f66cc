import { parseDevice, type DeviceChoice } from '@aiaa/inference';
import { InvalidArgumentError } from 'commander';

/** The values of settings, from text; each throws InvalidArgumentError with what was expected. */
export function parseText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || !Number.isSafeInteger(count)) expected('a whole number from 1');
  return count;
}

export function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) expected('a port from 0 to 65535');
  return Number(text);
}

/** Bytes, such as 4096, 16MiB or 4GiB. */
export function parseBytes(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+)\s*(|k|m|g)(?:i?b)?$/i.exec(text) ?? [];
  const bytes = Number(digits) * (UNITS[unit.toLowerCase()] ?? 1);
  if (digits === '' || bytes < 1 || !Number.isSafeInteger(bytes))
    expected('bytes, such as 4096, 16MiB or 4GiB');
  return bytes;
}

/** Bytes, or 0 for none. */
export const parseBytesOrNone = (text: string): number => (text === '0' ? 0 : parseBytes(text));

/** Seconds, given back in milliseconds; a day at most, which every timer can hold. */
export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text) || seconds > 86_400) expected('seconds from 0 to 86400');
  return seconds * 1000;
}

/** @throws InvalidArgumentError with what there is */
export function parseDeviceName(text: string): DeviceChoice {
  try {
    return parseDevice(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

export function parseSwitch(text: string): boolean {
  const value = SWITCHES.get(text.toLowerCase());
  return value ?? expected('on or off');
}

/** Seconds between two looks; on is 5, off is undefined. */
export function parseInterval(text: string): number | undefined {
  const seconds = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && seconds >= 0.1 && seconds <= 86_400) return seconds;
  const on = SWITCHES.get(text.toLowerCase()) ?? expected('on, off, or seconds from 0.1 to 86400');
  return on ? 5 : undefined;
}

/** The entries of a list, each as it must be. */
export function parseListOf(text: string, fits: (entry: string) => boolean, what: string): readonly string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  const wrong = entries.find((entry) => !fits(entry));
  if (wrong === undefined) return entries;
  throw new InvalidArgumentError(`'${wrong}' is no ${what}.`);
}

/** The largest unit that leaves a whole number. */
export function showBytes(bytes: number): string {
  const [name, unit] = [...SHOWN_UNITS].find(([, size]) => bytes >= size && bytes % size === 0) ?? ['', 1];
  return `${bytes / unit}${name}`;
}

const UNITS: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

const SHOWN_UNITS: ReadonlyMap<string, number> = new Map([
  ['GiB', 1024 ** 3],
  ['MiB', 1024 ** 2],
  ['KiB', 1024],
]);

const SWITCHES: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['true', true],
  ['1', true],
  ['off', false],
  ['false', false],
  ['0', false],
]);

function expected(what: string): never {
  throw new InvalidArgumentError(`Expected ${what}.`);
}
