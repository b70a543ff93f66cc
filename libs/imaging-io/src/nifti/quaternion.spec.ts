import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quaternionOfRotation, rotationOfQuaternion, type Rotation } from './quaternion.js';

const close = (actual: readonly number[] | undefined, expected: readonly number[], digits: number): void =>
  expected.forEach((value, at) => expect(actual?.[at]).toBeCloseTo(value, digits));

describe('rotationOfQuaternion', () => {
  it.each([
    ['no rotation', [0, 0, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1]],
    ['half a turn about x', [1, 0, 0], [1, 0, 0, 0, -1, 0, 0, 0, -1]],
    ['half a turn about y', [0, 1, 0], [-1, 0, 0, 0, 1, 0, 0, 0, -1]],
    ['x to y: a quarter turn about z', [0, 0, Math.SQRT1_2], [0, -1, 0, 1, 0, 0, 0, 0, 1]],
  ] as const)('%s', (_what, bcd, rotation) => {
    close(rotationOfQuaternion(bcd, 'float64'), rotation, 12);
  });

  it('takes a quaternion that rounding made too long for half a turn (nifti-reader-js gives NaN)', () => {
    const bcd = [Math.fround(0.6000001), Math.fround(0.8), 0] as const;
    expect(Math.hypot(...bcd)).toBeGreaterThan(1);
    close(rotationOfQuaternion(bcd, 'float32'), [-0.28, 0.96, 0, 0.96, 0.28, 0, 0, 0, -1], 6);
  });

  it('sees no rotation in the last bits of float32, and sees it in float64', () => {
    const bcd = [Math.sqrt(1 - 1e-7), 0, 0] as const; // a is 3e-4
    expect(rotationOfQuaternion(bcd, 'float32')?.[7]).toBe(0);
    expect(rotationOfQuaternion(bcd, 'float64')?.[7]).toBeCloseTo(2 * Math.sqrt(1e-7), 9);
  });

  it.each([[[NaN, 0, 0]], [[0, Infinity, 0]], [[5, 0, 0]], [[0.8, 0.8, 0]]] as const)('refuses %j', (bcd) => {
    expect(rotationOfQuaternion(bcd, 'float32')).toBeUndefined();
  });
});

it('quaternionOfRotation undoes rotationOfQuaternion, whichever part is the largest', () => {
  const part = fc.double({ min: -1, max: 1, noNaN: true });
  const bcds = fc.tuple(part, part, part).filter((bcd) => Math.hypot(...bcd) < 0.99999);
  fc.assert(
    fc.property(bcds, (bcd) =>
      close(quaternionOfRotation(rotationOfQuaternion(bcd, 'float64') as Rotation), bcd, 9),
    ),
    { examples: [[[0, 0, 0]], [[0.9, 0, 0]], [[0, 0.9, 0]], [[0, 0, -0.9]]] },
  );
});

it('quaternionOfRotation gives half turns a unit axis', () => {
  close(quaternionOfRotation([-1, 0, 0, 0, -1, 0, 0, 0, 1]), [0, 0, 1], 12);
  close(quaternionOfRotation([1, 0, 0, 0, -1, 0, 0, 0, -1]), [1, 0, 0], 12);
});
