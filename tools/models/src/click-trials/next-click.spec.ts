import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeLabelMap, type LabelMap } from '@aiaa/volume';
import { deepestVoxel } from './deepest-voxel.js';
import { dice } from './dice.js';
import { extremeClicks } from './extreme-clicks.js';
import { largestSlice, onlySlice } from './largest-slice.js';
import { nextClick } from './next-click.js';

/** Slices of rows; `#` is in the mask. */
function drawn(...slices: readonly (readonly string[])[]): LabelMap {
  const text = slices.flat().join('');
  const voxels = Uint8Array.from(text, (cell) => (cell === '#' ? 1 : 0));
  const size = [slices[0][0].length, slices[0].length, slices.length] as const;
  return makeLabelMap({ size, affine: IDENTITY_AFFINE }, voxels);
}

const RING = drawn(['#####', '#####', '#####', '#####', '#####', '.....']);
const NOTHING = drawn(['.....', '.....', '.....', '.....', '.....', '.....']);

describe('the deepest voxel', () => {
  it.each<[about: string, mask: LabelMap, expected: readonly number[] | undefined]>([
    ['the middle of a square on one slice', RING, [2, 2, 0]],
    ['the border of the image ends the mask', drawn(['##', '##', '##']), [1, 1, 0]],
    ['no voxel of an empty mask', NOTHING, undefined],
    [
      'of a mask on one slice of three, its middle there',
      drawn(['...', '...', '...'], ['###', '###', '###'], ['...', '...', '...']),
      [1, 1, 1],
    ],
    [
      'of two slices the depth counts too',
      drawn(
        ['...', '...', '...'],
        ['###', '###', '###'],
        ['###', '###', '###'],
        ['###', '###', '###'],
        ['...', '...', '...'],
      ),
      [1, 1, 2],
    ],
  ])('%s', (_, mask, expected) => {
    expect(deepestVoxel(mask)).toEqual(expected);
  });
});

describe('the next click', () => {
  it('is in the middle of what is missing', () => {
    expect(nextClick(RING, NOTHING)).toEqual({ list: 'foreground', voxel: [2, 2, 0] });
  });

  it('is on what is too much, where that is larger', () => {
    expect(nextClick(drawn(['##.......']), drawn(['.....####']))?.list).toBe('background');
    expect(nextClick(drawn(['####.....']), drawn(['.......##']))?.list).toBe('foreground');
  });

  it('looks at the largest piece, not at the sum of small ones', () => {
    const truth = drawn(['#.#.#.#..##']);
    expect(nextClick(truth, drawn(['...........']))?.voxel[0]).toBeGreaterThan(8);
  });

  it('is none where nothing is wrong', () => {
    expect(nextClick(RING, RING)).toBeUndefined();
  });
});

it.each<[a: string, b: string, expected: number]>([
  ['##..', '##..', 1],
  ['##..', '..##', 0],
  ['##..', '.#..', 2 / 3],
  ['....', '....', 1],
  ['....', '#...', 0],
])('Dice of %s and %s is %d', (a, b, expected) => {
  expect(dice(drawn([a]), drawn([b]))).toBeCloseTo(expected, 12);
});

it('extreme clicks are the middles of the outermost planes', () => {
  expect(extremeClicks(drawn(['.###.', '#####', '#####', '#####', '.###.']))).toEqual([
    [0, 2, 0],
    [4, 2, 0],
    [2, 0, 0],
    [2, 4, 0],
    [2, 2, 0],
    [2, 2, 0],
  ]);
});

it('the largest slice is the one with most voxels, and can be had alone', () => {
  const mask = drawn(['#..'], ['##.'], ['#..']);
  expect(largestSlice(mask)).toBe(1);
  expect([...onlySlice(mask, 1).voxels]).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0]);
});
