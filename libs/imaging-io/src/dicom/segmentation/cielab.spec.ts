import { expect, it } from '@jest/globals';
import { cielab } from './cielab.js';

// L*a*b* of sRGB for D50, as ICC profiles give it: red 54.29 80.81 69.89, green 87.82 -79.27 80.99, blue 29.57 68.29 -112.03.
it.each([
  ['black', [0, 0, 0], [0, 0, 0]],
  ['white', [255, 255, 255], [100, 0, 0]],
  ['grey', [119, 119, 119], [50.03, 0, 0]],
  ['red', [255, 0, 0], [54.29, 80.81, 69.89]],
  ['green', [0, 255, 0], [87.82, -79.27, 80.99]],
  ['blue', [0, 0, 255], [29.57, 68.29, -112.03]],
  ['beyond red', [300, -5, 0], [54.29, 80.81, 69.89]],
] as const)('%s', (_, colour, expected) => {
  const [l, a, b] = cielab(colour);
  const back = [(l / 65_535) * 100, (a / 65_535) * 255 - 128, (b / 65_535) * 255 - 128];
  expect(back).toEqual(expected.map((value) => expect.closeTo(value, 1)));
});
