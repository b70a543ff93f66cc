import type { Vector3 } from '@aiaa/volume';
import type { Colour } from './segment.js';

/** Linear sRGB to CIE XYZ of the white point D50: IEC 61966-2-1's matrix, adapted from D65 by Bradford's (ICC.1, annex E). */
const TO_XYZ_D50: readonly Vector3[] = [
  [0.4360747, 0.3850649, 0.1430804],
  [0.2225045, 0.7168786, 0.0606169],
  [0.0139322, 0.0971045, 0.7141733],
];

const D50: Vector3 = [0.96422, 1, 0.82521];

/**
 * A colour as DICOM stores it: L* of 0 to 100 and a* and b* of -128 to 127, each spread over 0 to 65,535
 * (PS3.3, C.10.7.1.1). Numbers outside 0 to 255 count as the nearest of these.
 */
export function cielab(colour: Colour): Vector3 {
  const linear = colour.map((value) => linearised(Math.min(255, Math.max(0, value)) / 255));
  const [x, y, z] = [0, 1, 2].map((row) => {
    const sum = linear.reduce((total, value, at) => total + value * (TO_XYZ_D50[row]?.[at] ?? 0), 0);
    return curved(sum / (D50[row] ?? 1));
  });
  const spread = (value: number, from: number, range: number): number =>
    Math.min(65_535, Math.max(0, Math.round(((value - from) / range) * 65_535)));
  const [fx, fy, fz] = [x ?? 0, y ?? 0, z ?? 0];
  return [
    spread(116 * fy - 16, 0, 100),
    spread(500 * (fx - fy), -128, 255),
    spread(200 * (fy - fz), -128, 255),
  ];
}

const linearised = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

/** CIE 15, 8.2.1. */
const curved = (value: number): number =>
  value > 216 / 24_389 ? Math.cbrt(value) : ((24_389 / 27) * value + 16) / 116;
