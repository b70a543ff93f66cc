import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidArgumentError } from 'commander';
import { clicksOf } from './click-options.js';
import { parseSlice, parseSpatialSize } from './parse-options.js';
import { parsePoints } from './parse-points.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'aiaa-points-'))));
afterAll(() => rm(folder, { recursive: true }));

const TWO = [[93, 106, 64], [40, 108, 64]]; // prettier-ignore

describe('points', () => {
  it.each<[text: string, points: readonly number[][], reason: string]>([
    ['93,106,64', [TWO[0]], 'one'],
    ['93,106,64 40,108,64', TWO, 'several'],
    ['  93, 106 ,64\n40 , 108,64\n', TWO, 'blanks and lines'],
    ['0,-1,2.5 1e1,+2,.5', [[0, -1, 2.5], [10, 2, 0.5]], 'any number, neither rounded nor clamped here'],
    ['[[93, 106, 64], [40, 108, 64]]', TWO, 'JSON'],
    ['[["93", "106", "64"]]', [TWO[0]], 'JSON that was built by hand'],
    ['[93, 106, 64]', [TWO[0]], 'JSON of one'],
    ['[]', [], 'JSON of none, as a client sends a list that nobody clicked into'],
  ])('%j: %j (%s)', (text, points) => {
    expect(parsePoints(text)).toEqual(points);
  }); // prettier-ignore

  it('add up', () => {
    expect(parsePoints('40,108,64', parsePoints('93,106,64'))).toEqual(TWO);
  });

  it.each([
    ['words', '93,106,64 40,108,64\n'],
    ['JSON', JSON.stringify(TWO, undefined, 2)],
  ])('come out of a file of %s', async (_what, text) => {
    const path = join(folder, 'points');
    await writeFile(path, text);
    expect(parsePoints(`@${path}`)).toEqual(TWO);
  });

  const NO_POINT = 'a point is x,y,z, such as 93,106,64.';
  const REFUSED: readonly (readonly [text: string, sentence: string])[] = [
    ['', `Point 1 is ""; ${NO_POINT}`],
    ['93,106', `Point 1 is "93,106"; ${NO_POINT}`],
    ['93 106 64', `Point 1 is "93"; ${NO_POINT}`],
    ['1,2,3 1,2,3,4', `Point 2 is "1,2,3,4"; ${NO_POINT}`],
    ['1,2,3;4,5,6', `Point 1 is "1,2,3;4,5,6"; ${NO_POINT}`],
    ['1,,3', `Point 1 is "1,,3"; ${NO_POINT}`],
    ['1,0x10,3', `Point 1 is "1,0x10,3"; ${NO_POINT}`],
    ['1,Infinity,3', `Point 1 is "1,Infinity,3"; ${NO_POINT}`],
    ['1,1e999,3', `Point 1 is "1,1e999,3"; ${NO_POINT}`],
    ['\x1b[2J', `Point 1 is "?[2J"; ${NO_POINT}`],
    ['{"points": [[1, 2, 3]]}', `Point 1 is "{"points":"; ${NO_POINT}`],
    ['[[1, 2, 3], [1, 2]]', `Point 2 is "[1,2]"; ${NO_POINT}`],
    ['[[1, 2, 3], 4]', `Point 2 is "4"; ${NO_POINT}`],
    ['[[1, 2, null]]', `Point 1 is "[1,2,null]"; ${NO_POINT}`],
    ['[[[1, 2, 3]]]', `Point 1 is "[...]"; ${NO_POINT}`],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, `Point 1 is "[...]"; ${NO_POINT}`],
    ['[{"x": 1}]', `Point 1 is "[...]"; ${NO_POINT}`],
    [`@${'x'.repeat(5000)}`, 'The file cannot be read (ENAMETOOLONG).'],
    ['[[1, 2, 3]', 'It begins as a list of JSON does, and is none.'],
    ['@', 'There is no file .'],
    ['@/no/such/\x1b', 'There is no file /no/such/?.'],
    ['@/dev/zero', 'There is no file /dev/zero.'],
    ['x'.repeat(1000), `Point 1 is "${'x'.repeat(40)}..."; ${NO_POINT}`],
    ['1,2,3 '.repeat(100_001).trim(), 'There are 100001 points, above the limit of 100000.'],
  ];
  it.each(REFUSED.map(([text, sentence]) => [text.slice(0, 30), text, sentence]))(
    '%j is refused',
    (_start, text, sentence) => {
      expect(() => parsePoints(text)).toThrow(new InvalidArgumentError(sentence));
    },
  );

  it('are refused at once, however much there is', async () => {
    const blanks = join(folder, 'blanks');
    await writeFile(blanks, `1${' '.repeat(7_900_000)}2`);
    expect(() => parsePoints(`@${blanks}`)).toThrow(`Point 1 is "1"; ${NO_POINT}`);
    await writeFile(blanks, ' '.repeat(8_000_001));
    expect(() => parsePoints(`@${blanks}`)).toThrow(
      'The file has 8000001 bytes, above the limit of 8000000.',
    );
    expect(() => parsePoints('['.repeat(100_000))).toThrow('It begins as a list of JSON does, and is none.');
  });
});

describe('clicks', () => {
  const [a, b] = [parsePoints('1,2,3'), parsePoints('4,5,6')];

  it('are none without a point', () => {
    expect(clicksOf({})).toBeUndefined();
    expect(clicksOf({ foreground: [], slice: 3, spatialSize: [8, 8] })).toBeUndefined();
  });

  it('are lists by name', () => {
    const clicks = new Map([['spleen', a], ['background', b]]); // prettier-ignore
    expect(clicksOf({ background: a, clicks, slice: 0, spatialSize: [1, 8, 8] })).toEqual({
      lists: { foreground: [], background: [...a, ...b], spleen: a },
      slice: 0,
      spatialSize: [1, 8, 8],
    });
  });
});

describe('what says more of clicks', () => {
  it('is read', () => {
    expect([parseSlice('0'), parseSlice('17')]).toEqual([0, 17]);
    expect([parseSpatialSize('256,192'), parseSpatialSize('1, 256,192')]).toEqual([[256, 192], [1, 256, 192]]); // prettier-ignore
  });

  it.each(['', '-1', '1.5', 'top', '1e3', '12345678'])('slice %j is refused', (text) => {
    expect(() => parseSlice(text)).toThrow('Expected the number of a slice, counted from 0.');
  });

  it.each(['', '256', '256,0', '256,-1', '256,1.5', '256,x', '1,2,3,4', '256,65537'])(
    'spatial size %j is refused',
    (text) => {
      expect(() => parseSpatialSize(text)).toThrow(
        'Expected x,y or depth,x,y: whole numbers from 1 to 65536',
      );
    },
  );
});
