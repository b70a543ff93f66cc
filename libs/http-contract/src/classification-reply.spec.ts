import { describe, expect, it } from '@jest/globals';
import type { LabelScore } from '@aiaa/annotator';
import { BrokenInvariant } from '@aiaa/volume/errors';
import { asciiJson } from './ascii-json.js';
import { encodeClassification } from './classification-reply.js';

const encode = (scores: readonly LabelScore[]): object =>
  encodeClassification({ kind: 'classification', scores, timings: [], warnings: [] });

describe('encodeClassification', () => {
  it.each<[reason: string, scores: readonly LabelScore[], prediction: readonly string[]]>([
    [
      'labels that exclude each other',
      [
        { label: 'benign', score: 0.7 },
        { label: 'malignant', score: 0.3 },
      ],
      ['benign'],
    ],
    [
      'findings that do not, the best first',
      [
        { label: 'effusion', score: 0.9 },
        { label: 'edema', score: 0.5 },
        { label: 'mass', score: 0.4999 },
      ],
      ['effusion', 'edema'],
    ],
    ['nothing found: the least improbable finding is none', [{ label: 'mass', score: 0.2 }], []],
    ['no labels', [], []],
    [
      'labels that are numbers keep their order',
      [
        { label: '10', score: 0.8 },
        { label: '2', score: 0.6 },
      ],
      ['10', '2'],
    ],
  ])('%s', (_, scores, prediction) => {
    expect(JSON.parse(asciiJson(encode(scores)))).toEqual({ prediction, scores });
  });

  it.each([NaN, Infinity])('refuses a score of %p, which JSON cannot say', (score) => {
    expect(() => encode([{ label: 'mass', score }])).toThrow(BrokenInvariant);
  });
});
