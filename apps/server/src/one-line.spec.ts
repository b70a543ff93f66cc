import { describe, expect, it } from '@jest/globals';
import { oneLine } from './one-line.js';

describe('oneLine', () => {
  it.each([
    ['GET /v1/models 200 3 ms', 'GET /v1/models 200 3 ms', 'plain text stays'],
    ['Dünnschicht "µ" 画像', 'Dünnschicht "µ" 画像', 'so does any other script'],
    ['a\r\n[00:00:00] INFO: forged', 'a\\u{d}\\u{a}[00:00:00] INFO: forged', 'a second line'],
    ['\x1b[2J\x9b31m', '\\u{1b}[2J\\u{9b}31m', 'commands to a terminal, in 7 and in 8 bits'],
    ['a\u2028b\u2029c', 'a\\u{2028}b\\u{2029}c', 'line ends of Unicode'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe', 'the other writing direction'],
    ['\0\x7f', '\\u{0}\\u{7f}', 'NUL and DEL'],
  ])('%j -> %j: %s', (message, expected) => {
    expect(oneLine(message)).toBe(expected);
  });
});
