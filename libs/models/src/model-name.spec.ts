import { describe, expect, it } from '@jest/globals';
import { isModelName, parseModelName } from './model-name.js';

describe('a model name', () => {
  it.each(['ct_tissue', 'clara_pt_spleen-2.0', 'A', '0', 'a'.repeat(128)])('%s is one', (name) => {
    expect(parseModelName(name)).toBe(name);
  });

  it.each([
    ['', 'empty'],
    ['.', 'this folder'],
    ['..', 'the folder above'],
    ['.staging', 'hidden'],
    ['a/b', 'a path'],
    ['..\\a', 'a path of another system'],
    ['a b', 'unescaped in a URL by some clients'],
    ['a\0b', 'a NUL byte'],
    ['a\n', 'a line break'],
    ['modèle', 'not ASCII'],
    ['a'.repeat(129), 'too long'],
  ])('%j is none: %s', (name) => {
    expect(isModelName(name)).toBe(false);
    expect(() => parseModelName(name)).toThrow(/is no model name/);
  });
});
