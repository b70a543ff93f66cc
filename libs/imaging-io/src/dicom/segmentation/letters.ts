import type { TextEncoding } from './encode-data-set.js';

/** The letters that the texts of a file are made of. */
export interface Letters {
  /** The value of Specific Character Set; undefined for ASCII alone. */
  readonly declared: Uint8Array | undefined;
  readonly encoding: TextEncoding;
  /** Our own text in letters that the file has: accents and strange letters are lost where it lacks them. */
  fit(text: string): string;
}

const UTF8 = 'ISO_IR 192';
const LATIN1 = 'ISO_IR 100';

/**
 * The character set of the source, in which its texts are copied byte by byte (PS3.3, C.12.1.1.2); UTF-8 where the
 * source has ASCII alone and our texts need more.
 */
export function lettersOf(
  declared: Uint8Array | undefined,
  copied: readonly Uint8Array[],
  own: readonly string[],
): Letters {
  const name = Buffer.from(declared ?? []).toString('latin1');
  if (name === UTF8) return { declared, encoding: 'utf8', fit: (text) => text.normalize('NFC') };
  if (name === LATIN1) return { declared, encoding: 'latin1', fit: fitting(isLatin1) };
  const sourceIsAscii =
    (name === '' || name === 'ISO_IR 6') && copied.every((bytes) => bytes.every(isAsciiCode));
  if (sourceIsAscii && !own.every((text) => [...text].every(isAscii))) {
    return { declared: Buffer.from(UTF8), encoding: 'utf8', fit: (text) => text.normalize('NFC') };
  }
  return { declared: name === '' ? undefined : declared, encoding: 'latin1', fit: fitting(isAscii) };
}

const fitting =
  (has: (letter: string) => boolean) =>
  (text: string): string =>
    [...text.normalize('NFC')].map((letter) => (has(letter) ? letter : plain(letter))).join('');

/** The letter without its accents, a question mark where it is of another script. */
const plain = (letter: string): string =>
  [...letter.normalize('NFKD').replace(/\p{M}/gu, '')].map((part) => (isAscii(part) ? part : '?')).join('');

const isAsciiCode = (code: number): boolean => code < 0x80;
const isAscii = (letter: string): boolean => isAsciiCode(letter.codePointAt(0) ?? 0);
const isLatin1 = (letter: string): boolean => {
  const code = letter.codePointAt(0) ?? 0;
  return code < 0x80 || (code >= 0xa0 && code <= 0xff);
};
