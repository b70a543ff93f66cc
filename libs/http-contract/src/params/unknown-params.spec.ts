import { describe, expect, it } from '@jest/globals';
import type { Params } from './params-text.js';
import { unknownParams } from './unknown-params.js';

describe('unknownParams', () => {
  it.each<[params: Params, names: readonly string[], reason: string]>([
    [{}, [], 'nothing said'],
    [{ mydata: [1, 2, 3] }, ['mydata'], 'the API page'],
    [
      {
        points: '[]',
        extreme_points: [],
        foreground: [],
        background: [],
        current_point: [],
        spatial_size: [],
        slice: 1,
        sigma: 3,
      },
      [],
      'what the clients send',
    ],
    [
      { result_extension: '.nrrd', result_dtype: 'uint16', result_compress: true, result_write_to_file: 1 },
      [],
      'what is about the file',
    ],
    [{ spleen: [[1, 2, 3]], liver: [], kidney: '[[1,2,3]]' }, [], 'the clicks of labels'],
    [{ spleen: [[1, 2, 'x']], roi: [[0, 9], [0, 9]] }, ['spleen', 'roi'], 'lists that are no clicks'], // prettier-ignore
    [{ device: 'cuda', logging: 'debug', Points: [1] }, ['device', 'logging', 'Points'], 'in their order'],
    [{ 'größe 脾臓 🫀': 1 }, ['größe 脾臓 🫀'], 'any script'],
    [{ 'a\nb\u0000c\u202ed\u001b[31m': 1 }, ['a_b_c_d_[31m'], 'what would break a line or turn it round'],
    [{ ['x'.repeat(1000)]: 1 }, ['x'.repeat(40)], 'a long name is cut'],
    [{ [`${'x'.repeat(39)}🫀`]: 1 }, [`${'x'.repeat(39)}_`], 'half a character is none'],
    [{ '': 1 }, [''], 'an empty name'],
  ])('%j -> %j: %s', (params, names) => {
    expect(unknownParams(params)).toEqual(names);
  });

  it('names ten and counts the rest', () => {
    const params = (count: number): Params =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1]));
    expect(unknownParams(params(10))).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8', 'k9']);
    expect(unknownParams(params(10_000))).toHaveLength(11);
    expect(unknownParams(params(10_000)).at(-1)).toBe('and 9990 more');
  });
});
