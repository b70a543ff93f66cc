import { describe, expect, it } from '@jest/globals';
import { asciiPlane } from './fixtures/ascii-plane.js';
import { traceBorders } from './trace-borders.js';

/** Vertices as `xy`, borders apart by a bar; holes in brackets, with the place of the border they lie in. */
const traced = (picture: string, options = {}): string =>
  traceBorders(asciiPlane(picture), options)
    .map(({ ring, hole, parent }) => {
      const vertices = ring.map(([x, y]) => `${x}${y}`).join(' ');
      return hole ? `(${vertices})in${parent}` : parent < 0 ? vertices : `${vertices} in${parent}`;
    })
    .join(' | ');

describe('traceBorders', () => {
  it.each([
    ['nothing', '... ...', ''],
    ['one voxel', '... .#. ...', '11'],
    ['a line along x: there and back, its ends once', '..... .###. .....', '11 21 31 21'],
    ['a line along y', '... .#. .#. ...', '11 12'],
    [
      'a square: from the first voxel of the lowest x, with the clock where y points down',
      '## ##',
      '00 10 11 01',
    ],
    ['a square that fills the plane', '### ### ###', '00 10 20 21 22 12 02 01'],
    ['a diagonal touch is one region', '#. .#', '00 11'],
    ['the other diagonal', '.# #.', '01 10'],
    ['a gap is two; the last one met comes first', '#.#', '20 | 00'],
    ['two on one scan line', '# . #', '02 | 00'],
    [
      'a hole of one voxel: its border is the foreground beside it',
      '### #.# ###',
      '00 10 20 21 22 12 02 01 | (10 01 12 21)in0',
    ],
    ['a ring with open corners has a hole too', '.#. #.# .#.', '01 10 21 12 | (10 01 12 21)in0'],
    ['background passes no diagonal touch', '### #.# ##.', '00 10 20 21 12 02 01 | (10 01 12 21)in0'],
  ])('%s', (_, picture, expected) => {
    expect(traced(picture)).toBe(expected);
  });

  it('an island in a lake on an island: each after the one it lies in', () => {
    const picture = '####### #.....# #.###.# #.#.#.# #.###.# #.....# #######';
    const borders = traceBorders(asciiPlane(picture));
    expect(borders.map(({ hole, parent, ring }) => [hole, parent, ring[0]])).toEqual([
      [false, -1, [0, 0]],
      [true, 0, [1, 0]],
      [false, 1, [2, 2]],
      [true, 2, [3, 2]],
    ]);
  });

  it('siblings come last found first, each followed by what lies in it', () => {
    const picture = '###.### #.#.#.# ###.### ....... ###.... #.#.... ###....';
    expect(
      traceBorders(asciiPlane(picture)).map(({ hole, parent, ring }) => [hole, parent, ring[0]]),
    ).toEqual([
      [false, -1, [4, 0]],
      [true, 0, [5, 0]],
      [false, -1, [0, 4]],
      [true, 2, [1, 4]],
      [false, -1, [0, 0]],
      [true, 4, [1, 0]],
    ]);
  });

  describe('every neighbourhood of a voxel: which of its four neighbours are foreground', () => {
    // up, right, down, left of the voxel (1, 1)
    it.each([
      ['', '11'],
      ['u', '10 11'],
      ['r', '11 21'],
      ['d', '11 12'],
      ['l', '01 11'],
      ['ur', '10 21 11'],
      ['ud', '10 11 12 11'],
      ['ul', '01 10 11'],
      ['rd', '11 21 12'],
      ['rl', '01 11 21 11'],
      ['dl', '01 11 12'],
      ['urd', '10 21 12 11'],
      ['url', '01 10 21 11'],
      ['udl', '01 10 11 12'],
      ['rdl', '01 11 21 12'],
      ['urdl', '01 10 21 12'],
    ])('%s', (sides, expected) => {
      const has = (side: string): string => (sides.includes(side) ? '#' : '.');
      expect(traced(`.${has('u')}. ${has('l')}#${has('r')} .${has('d')}.`)).toBe(expected);
    });
  });

  it('takes every label but 0, or the one that is asked for', () => {
    const picture = '112 1.2 112';
    expect(traced(picture)).toBe('00 10 20 21 22 12 02 01 | (10 01 12 21)in0');
    expect(traced(picture, { label: 2 })).toBe('20 21 22 21');
    expect(traced(picture, { label: 3 })).toBe('');
  });

  it('reads labels above 255, and planes that begin anywhere in memory', () => {
    const values = Uint16Array.from([9, 0, 256, 0, 0, 256, 512]).subarray(1);
    const plane = { width: 3, height: 2, values };
    const rings = (label?: number): unknown =>
      traceBorders(plane, label === undefined ? {} : { label }).map(({ ring }) => ring);
    expect(rings()).toEqual([
      [
        [1, 0],
        [2, 1],
        [1, 1],
      ],
    ]);
    expect(rings(512)).toEqual([[[2, 1]]]);
  });

  it('a label that shares its low byte with another is another', () => {
    const plane = { width: 4, height: 1, values: Uint16Array.of(1, 257, 0, 257) };
    expect(traceBorders(plane, { label: 257 }).map(({ ring }) => ring)).toEqual([[[3, 0]], [[1, 0]]]);
  });

  it.each([0, -1, 1.5, NaN])('refuses the label %p', (label) => {
    expect(() => traced('#', { label })).toThrow(
      new RangeError(`A label is a whole number from 1 on, not ${label}.`),
    );
  });

  it.each([-1, 0.5, NaN, Infinity])('refuses to leave out %p points', (morePoints) => {
    expect(() => traced('...', { morePoints })).toThrow(RangeError);
  });
});
