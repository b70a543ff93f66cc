import { describe, expect, it } from '@jest/globals';
import { decodeOutput } from './output.js';

describe('decodeOutput', () => {
  it.each([
    ['image', 'file'],
    ['IMAGE', 'file'],
    ['result', 'params'],
    ['results', 'params'],
    ['json', 'params'],
    ['all', 'multipart'],
    [undefined, 'multipart'],
    ['anything', 'multipart'],
  ])('%s -> %s', (text, expected) => {
    expect(decodeOutput(text)).toBe(expected);
  });
});
