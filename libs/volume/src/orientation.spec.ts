import { describe, expect, it } from '@jest/globals';
import { multiplyAffines, spacingOf, type Affine } from './affine.js';
import {
  RAS,
  axisCodes,
  orientationOf,
  parseAxisCodes,
  reorientation,
  type Orientation,
  type Reorientation,
} from './orientation.js';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINES, SHEARED_AFFINES } from './testing/index.js';

/** Every orientation there is: 6 orders of the axes times 8 choices of ends. */
const ALL_CODES = ['LR', 'PA', 'IS'].flatMap((first, x) =>
  ['LR', 'PA', 'IS'].flatMap((second, y) =>
    ['LR', 'PA', 'IS'].flatMap((third, z) =>
      new Set([x, y, z]).size < 3
        ? []
        : [...first].flatMap((a) => [...second].flatMap((b) => [...third].map((c) => `${a}${b}${c}`))),
    ),
  ),
);

const CODES_OF_A0: Affine = [0, -2, 0, 10, 1, 0, 0, -5, 0, 0, -3, 7, 0, 0, 0, 1];
const TURNED_30: Affine = [
  -0.955336489125606, -0.5910404133226791, 0, 1,
  -0.29552020666133955, 1.910672978251212, 0, 2,
  0, 0, -3, 3,
  0, 0, 0, 1,
]; // prettier-ignore
const TURNED_THRICE: Affine = [
  1.0559078115375085, -0.24497292176588828, -0.8567203530790313, -12.5,
  0.23315112552756537, 0.8586979951859665, -0.5013231005886845, 33,
  -0.5202876571660131, -0.1123655670794477, -1.963340364133608, 7,
  0, 0, 0, 1,
]; // prettier-ignore

const sheared = (
  ...rows: readonly [number, number, number, number, number, number, number, number, number]
): Affine => {
  const [a, b, c, d, e, f, g, h, i] = rows;
  return [a, b, c, 0, d, e, f, 0, g, h, i, 0, 0, 0, 0, 1];
};

describe('orientationOf', () => {
  it('names each of the 48 ways to lie along the world by its own letters', () => {
    const codes = AXIS_ALIGNED_AFFINES.map((affine) => axisCodes(orientationOf(affine)));
    expect(codes.toSorted()).toEqual(ALL_CODES.toSorted());
    expect(new Set(codes).size).toBe(48);
  });

  it.each(AXIS_ALIGNED_AFFINES)('reads an axis-aligned grid off its signs', (...affine) => {
    const spacing = spacingOf(affine);
    orientationOf(affine).forEach(({ worldAxis, towardsPlus }, axis) => {
      expect(affine[4 * worldAxis + axis]).toBe((towardsPlus ? 1 : -1) * (spacing[axis] ?? NaN));
    });
  });

  it.each<[string, Affine, string]>([
    ['the worked example of the field', CODES_OF_A0, 'ALI'],
    ['turned by 0.3 about z', TURNED_30, 'LAI'],
    ['turned about all axes', TURNED_THRICE, 'RAI'],
    ['a mild shear', sheared(1.1, 0.3, 0, 0, 0.8, 0, 0, 0, 2), 'RAS'],
  ])('%s is %s (MONAI 1.5, nibabel 5.4)', (_, affine, codes) => {
    expect(axisCodes(orientationOf(affine))).toBe(codes);
  });

  it.each<[string, Affine, string]>([
    ['axes that all lean to the head', sheared(0.3, 0.1, 0.5, 0.2, 0.6, -0.1, 0.9, 0.8, 0.85), 'SAR'],
    ['the same, with other signs', sheared(0.1, 0.6, -0.3, -0.5, 0.2, 0.1, 0.85, 0.8, 0.9), 'PRS'],
    ['two axes that want the same end', sheared(0.75, 0.9, 0.1, 0.6, 0.2, 0.1, 0.1, 0, 1), 'ARS'],
    [
      'columns that alone would say A, I, R',
      sheared(-0.62, 0.49, 0.36, 0.11, -0.93, -0.03, 0.7, -1.34, -0.46),
      'LPI',
    ],
    [
      'columns that alone would say I, R, A',
      sheared(-0.19, 0.68, -0.07, 0.67, 1.44, -0.68, 0.2, -0.46, 0.13),
      'ARS',
    ],
    [
      'columns that alone would say L, A, I',
      sheared(-1.19, -0.58, -0.2, 0.9, 1.15, -1.32, -0.79, 0.65, -1.99),
      'ILP',
    ],
  ])('%s: the nearest rotation decides, %j is %s (io_orientation of nibabel)', (_, affine, codes) => {
    expect(axisCodes(orientationOf(affine))).toBe(codes);
  });

  it('does not depend on the spacing', () => {
    for (const affine of [...OBLIQUE_AFFINES, ...SHEARED_AFFINES]) {
      const stretched = multiplyAffines(affine, [9, 0, 0, 0, 0, 0.1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1]);
      expect(orientationOf(stretched)).toEqual(orientationOf(affine));
    }
  });
});

describe('axis codes', () => {
  it.each(ALL_CODES)('%s is read and written back', (codes) => {
    expect(axisCodes(parseAxisCodes(codes))).toBe(codes);
    expect(parseAxisCodes(codes.toLowerCase())).toEqual(parseAxisCodes(codes));
  });

  it('RAS runs towards the plus side of each world axis', () => {
    expect(parseAxisCodes('RAS')).toEqual(RAS);
    expect(RAS.every(({ towardsPlus }, axis) => towardsPlus && RAS[axis]?.worldAxis === axis)).toBe(true);
  });

  it.each([
    ['', 'no letters'],
    ['RA', 'two letters'],
    ['RASS', 'four letters'],
    ['RAL', 'R and L are one axis'],
    ['RAX', 'X is no end of a patient'],
    ['RA ', 'a space'],
    ['R,A,S', 'commas'],
    ['RAß', 'a letter that turns into two'],
  ])('"%s" is refused: %s', (codes) => {
    expect(() => parseAxisCodes(codes)).toThrow(RangeError);
    expect(() => parseAxisCodes(codes)).toThrow('such as RAS');
  });
});

describe('reorientation', () => {
  /** New voxel to old voxel in a grid of this size, as in MONAI's Orientation. */
  const matrixOf = (sources: Reorientation, size: readonly [number, number, number]): Affine => {
    const row = (old: number): readonly [number, number, number, number] => {
      const cells = sources.map(({ axis, reversed }) => (axis !== old ? 0 : reversed ? -1 : 1));
      const [x = NaN, y = NaN, z = NaN] = cells;
      return [x, y, z, cells.includes(-1) ? (size[old] ?? NaN) - 1 : 0];
    };
    return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
  };

  it('is nothing from an orientation to itself', () => {
    for (const codes of ALL_CODES) {
      const same = parseAxisCodes(codes);
      expect(reorientation(same, same)).toEqual([0, 1, 2].map((axis) => ({ axis, reversed: false })));
    }
  });

  it('leads from every orientation to every other', () => {
    const targets: readonly Orientation[] = ['RAS', 'LPI', 'PIR', 'SAR'].map(parseAxisCodes);
    for (const affine of [...AXIS_ALIGNED_AFFINES, ...OBLIQUE_AFFINES]) {
      for (const target of targets) {
        const turned = multiplyAffines(
          affine,
          matrixOf(reorientation(orientationOf(affine), target), [2, 3, 4]),
        );
        expect(axisCodes(orientationOf(turned))).toBe(axisCodes(target));
      }
    }
  });

  it.each<[string, Affine, string, readonly number[]]>([
    ['A-L-I', CODES_OF_A0, 'RAS', [2, 0, 0, 6, 0, 1, 0, -5, 0, 0, 3, -2]],
    ['A-L-I', CODES_OF_A0, 'PIR', [0, 0, 2, 6, -1, 0, 0, -4, 0, -3, 0, 7]],
    [
      'oblique L-A-I', TURNED_30, 'PIR',
      [0.5910404133226791, 0, 0.955336489125606, -1.1374173157709642, -1.910672978251212, 0, 0.29552020666133955, 5.5258257498410845, 0, -3, 0, 3],
    ], // prettier-ignore
    [
      'oblique R-A-I', TURNED_THRICE, 'PIR',
      [0.24497292176588828, -0.8567203530790313, 1.0559078115375085, -12.989945843531777, -0.8586979951859665, -0.5013231005886845, 0.23315112552756537, 34.717395990371934, 0.1123655670794477, -1.963340364133608, -0.5202876571660131, 6.775268865841104],
    ], // prettier-ignore
  ])('%s %j to %s gives MONAI 1.5 its affine', (_, affine, codes, expected) => {
    const sources = reorientation(orientationOf(affine), parseAxisCodes(codes));
    const turned = multiplyAffines(affine, matrixOf(sources, [2, 3, 4]));
    expect(turned.slice(0, 12)).toEqual(expected.map((value) => expect.closeTo(value, 12)));
  });
});
