import { expect, it } from '@jest/globals';
import { formatBytes } from './format-bytes.js';

it.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [1024, '1 KiB'],
  [1536 * 1024, '1.5 MiB'],
  [4 * 1024 ** 3, '4 GiB'],
  [2 * 30_000 ** 3, '49.1 TiB'],
  [2 ** 80, '1073741824 PiB'],
])('%d is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
