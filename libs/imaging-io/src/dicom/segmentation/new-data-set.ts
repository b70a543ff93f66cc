import type { ATTRIBUTES, Keyword, Vr } from './attributes.js';

/** A dataset to be written: attributes by keyword, in any order (PS3.5, section 7). */
export type NewDataSet = {
  readonly [K in Keyword]?: ValueOf<(typeof ATTRIBUTES)[K][1]> | undefined;
};

/** Bytes are taken as they are, such as a name in the character set of the file that it comes from. */
type ValueOf<V extends Vr> = V extends 'SQ'
  ? readonly NewDataSet[]
  : V extends 'US' | 'UL'
    ? number | readonly number[]
    : V extends 'DS' | 'IS'
      ? number | readonly number[] | Uint8Array
      : V extends 'AT'
        ? Keyword
        : V extends 'OB'
          ? Uint8Array
          : string | readonly string[] | Uint8Array;

export type Value = NonNullable<NewDataSet[Keyword]>;
