import { InvalidArgumentError } from 'commander';
import { formatDevice, type DeviceChoice } from '@aiaa/inference';
import {
  parseBytes,
  parseBytesOrNone,
  parseCount,
  parseDeviceName,
  parseInterval,
  parseListOf,
  parsePort,
  parseSeconds,
  parseSwitch,
  parseText,
  showBytes,
} from '../option-values.js';
import type { ValueKind } from './value-kind.js';

export const COUNT: ValueKind<number> = {
  placeholder: 'count',
  json: ['number'],
  parse: parseCount,
  show: String,
};

export const PORT: ValueKind<number> = {
  placeholder: 'number',
  json: ['number'],
  parse: parsePort,
  show: String,
};

export const BYTES: ValueKind<number> = {
  placeholder: 'bytes',
  json: ['number', 'text'],
  parse: parseBytes,
  show: showBytes,
};

export const BYTES_OR_NONE: ValueKind<number> = { ...BYTES, parse: parseBytesOrNone };

export const DEVICE: ValueKind<DeviceChoice> = {
  placeholder: 'name',
  json: ['text'],
  parse: parseDeviceName,
  show: (device) => (device === 'auto' ? device : formatDevice(device)),
};

/** Milliseconds inside, seconds outside. */
export const SECONDS: ValueKind<number> = {
  placeholder: 'seconds',
  json: ['number'],
  parse: parseSeconds,
  show: (milliseconds) => String(milliseconds / 1000),
};

/** Whole seconds, which stay seconds. */
export const WHOLE_SECONDS: ValueKind<number> = { ...COUNT, placeholder: 'seconds' };

export const SWITCH: ValueKind<boolean> = {
  placeholder: 'on|off',
  json: ['switch'],
  parse: parseSwitch,
  show: (on) => (on ? 'on' : 'off'),
};

/** Seconds, or undefined for never. */
export const INTERVAL: ValueKind<number | undefined> = {
  placeholder: 'on|off|seconds',
  json: ['switch', 'number'],
  parse: parseInterval,
  show: (seconds) => (seconds === undefined ? 'off' : String(seconds)),
};

export const textOf = (
  placeholder: string,
  parse: (text: string) => string = parseText,
): ValueKind<string> => ({
  placeholder,
  json: ['text'],
  parse,
  show: String,
});

/** Entries that are each `what`; in a config file a list, or text with commas. */
export const listOf = (fits: (entry: string) => boolean, what: string): ValueKind<readonly string[]> => ({
  placeholder: 'list',
  json: ['list', 'text'],
  parse: (text) => parseListOf(text, fits, what),
  show: (entries) => entries.join(','),
});

export const choiceOf = <T extends string>(placeholder: string, choices: readonly T[]): ValueKind<T> => ({
  placeholder,
  json: ['text'],
  parse: (text) => {
    const choice = choices.find((one) => one === text);
    if (choice !== undefined) return choice;
    throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
  },
  show: String,
});
