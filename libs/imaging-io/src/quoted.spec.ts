import { describe, expect, it } from '@jest/globals';
import { quoted } from './quoted.js';

describe('a text from outside, in the sentence of an error', () => {
  it.each([
    ['a name', 'scan.nii', '"scan.nii"'],
    ['nothing', '', '""'],
    ['a line end', 'a\nb', '"a\\nb"'],
    ['a zero', 'a\0b', '"a\\u0000b"'],
    ['a quotation mark', 'a"b', '"a\\"b"'],
    ['a long name', 'x'.repeat(5000), `"${'x'.repeat(99)}..."`],
    ['many zeros', '\0'.repeat(5000), `"${'\\u0000'.repeat(16)}\\u0..."`],
  ])('%s', (_what, text, expected) => {
    expect(quoted(text)).toBe(expected);
  });
});
