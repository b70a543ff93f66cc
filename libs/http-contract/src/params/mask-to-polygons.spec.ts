import { describe, expect, it } from '@jest/globals';
import { decodeMaskToPolygons } from './mask-to-polygons.js';
import { decodeParamsText } from './params-text.js';

describe('polygons of a mask', () => {
  it.each([
    ['the API page, whose quotes the shell takes', '{ more_points: 10 }', { morePoints: 10 }],
    ['the C++ client', '{"more_points":10}', { morePoints: 10 }],
    ['who says nothing', '{}', { morePoints: 0 }],
    ['a text', '{"more_points": "3"}', { morePoints: 3 }],
    ['one label of several', '{"label": 2}', { morePoints: 0, label: 2 }],
  ])('%s', (_client, text, asked) => {
    expect(decodeMaskToPolygons(decodeParamsText(text, 1000))).toEqual(asked);
  });

  it.each([
    ['{"more_points": -1}', /more_points is -1; a whole number from 0/],
    ['{"more_points": 1.5}', /more_points is 1\.5/],
    ['{"more_points": [1]}', /more_points is \[1\]/],
    ['{"label": 0}', /label is 0; a whole number from 1/],
  ])('refuses %s', (text, message) => {
    expect(() => decodeMaskToPolygons(decodeParamsText(text, 1000))).toThrow(
      expect.objectContaining({ tag: 'MalformedRequest', message: expect.stringMatching(message) }),
    );
  });
});
