import type { ValueKind } from './value-kind.js';

/** One thing that can be set. Its name is its key in its table: the flag, the twin, the key of the config file. */
export interface Setting<T> {
  readonly kind: ValueKind<T>;
  /** A line of help. */
  readonly about: string;
  /** Where nobody sets it. */
  readonly value: T;
  /** What help tells of a default that is not a value. */
  readonly unset?: string;
  /** A letter that does as well, with its dash. */
  readonly short?: string;
  /** What the flag means with no value behind it; without this it needs one. */
  readonly bare?: string;
  /** Whether no message may repeat it. */
  readonly secret?: boolean;
}

export type SettingDetails = Pick<Setting<unknown>, 'unset' | 'short' | 'bare' | 'secret'>;

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** What the settings of a table are, decided. */
export type ValuesOf<S extends Settings> = {
  readonly [Name in keyof S]: S[Name] extends Setting<infer T> ? T : never;
};

/** A setting with a default. */
export const setting = <T>(
  kind: ValueKind<T>,
  about: string,
  value: T,
  details: SettingDetails = {},
): Setting<T> => ({ kind, about, value, ...details });

/** A setting that may be left out. */
export const optional = <T>(
  kind: ValueKind<T>,
  about: string,
  details: SettingDetails = {},
): Setting<T | undefined> => ({ kind, about, value: undefined, ...details });

/** What help tells of its default; empty where there is nothing to tell. */
export const defaultText = <T>({ kind, value, unset = '' }: Setting<T>): string =>
  value === undefined ? unset : kind.show(value);
