import { describe, expect, it } from '@jest/globals';
import { MODEL_TYPES } from '@aiaa/annotator';
import { MalformedRequest } from './errors/index.js';
import { assertOutput, decodeOutput, noResultFile } from './output.js';

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

describe('assertOutput', () => {
  const REFUSAL = new MalformedRequest(
    'The answer of "chest" is JSON and has no image: ask with output=json, or without output.',
  );

  it('refuses the file of a model that makes none, and nothing else', () => {
    const refused = MODEL_TYPES.flatMap((type) =>
      (['file', 'params', 'multipart'] as const)
        .filter((output) => {
          try {
            return assertOutput(output, { name: 'chest', type });
          } catch (error) {
            expect(error).toEqual(REFUSAL);
            return true;
          }
        })
        .map((output) => [type, output]),
    );
    expect(refused).toEqual([['classification', 'file']]);
  });

  it('says the same where a result turns out to have no file', () => {
    expect(noResultFile('chest')).toEqual(REFUSAL);
  });
});
