import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from './transfer-syntaxes.js';

/** What a file says before its data set begins (PS3.10, 7.1). */
export interface MetaInformation {
  /** Empty when it is not named. */
  readonly transferSyntax: string;
  /** Where the data set begins. */
  readonly end: number;
}

/**
 * The file meta information, whose encoding is always explicit little endian. A file without preamble begins with
 * it, or with the data set itself, whose encoding its first element then shows.
 * @returns undefined when the bytes end before the meta information does.
 */
export function readMetaInformation(bytes: Uint8Array): MetaInformation | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = hasPreamble(bytes) ? 132 : 0;
  let transferSyntax: string | undefined;
  for (;;) {
    if (at + 2 > bytes.length) return undefined;
    if (view.getUint16(at, true) !== META_GROUP) break;
    if (at + 12 > bytes.length) return undefined;
    const long = LONG_VRS.has(ascii(bytes, at + 4, 2));
    const start = at + (long ? 12 : 8);
    const length = long ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true);
    if (start + length > bytes.length) return undefined;
    if (view.getUint16(at + 2, true) === TRANSFER_SYNTAX_UID) transferSyntax = uidAt(bytes, start, length);
    at = start + length;
  }
  const bare = at === 0;
  return { transferSyntax: transferSyntax ?? (bare ? encodingOf(bytes) : ''), end: at };
}

/** `DICM` after 128 bytes of anything. */
export const hasPreamble = (bytes: Uint8Array): boolean => ascii(bytes, 128, 4) === 'DICM';

const META_GROUP = 0x0002;
const TRANSFER_SYNTAX_UID = 0x0010;

/** Those whose length has four bytes, after two reserved ones (PS3.5, 7.1.2), that a meta information may hold. */
const LONG_VRS: ReadonlySet<string> = new Set(['OB', 'OW', 'UN', 'UT', 'SQ', 'UC', 'UR']);

const encodingOf = (bytes: Uint8Array): string =>
  /^[A-Z]{2}$/.test(ascii(bytes, 4, 2)) ? EXPLICIT_LITTLE_ENDIAN : IMPLICIT_LITTLE_ENDIAN;

/** UIDs are padded with a NUL (PS3.5, 9.1), by some writers with a space. */
const uidAt = (bytes: Uint8Array, at: number, length: number): string =>
  ascii(bytes, at, Math.min(length, 128)).replace(/[\0 ]+$/, '');

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
