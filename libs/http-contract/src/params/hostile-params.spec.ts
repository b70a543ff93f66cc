import { describe, expect, it } from '@jest/globals';
import { LimitExceeded } from '@aiaa/volume/errors';
import fc from 'fast-check';
import { MalformedRequest } from '../errors/index.js';
import { decodeClicks, requireClicks } from './clicks.js';
import { decodeExtremePoints } from './dextr3d.js';
import { decodeInference } from './inference.js';
import { decodeParamsText, type Params } from './params-text.js';
import { decodeResultFormat } from './result-format.js';
import { unknownParams } from './unknown-params.js';

const DECODERS: readonly [string, (params: Params) => unknown][] = [
  ['decodeExtremePoints', decodeExtremePoints],
  ['decodeClicks', decodeClicks],
  ['requireClicks', requireClicks],
  ['decodeInference', decodeInference],
  ['decodeResultFormat', decodeResultFormat],
  ['unknownParams', unknownParams],
];

const NAMES = ['points', 'extreme_points', 'foreground', 'background', 'current_point', 'spatial_size', 'slice', 'sigma', 'result_dtype', 'spleen', '__proto__']; // prettier-ignore

const coordinate = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -10, max: 600 }),
);
const point = fc.tuple(coordinate, coordinate, coordinate);
const nearly = fc.oneof(
  fc.array(fc.oneof(point, fc.jsonValue(), fc.constantFrom(NaN, Infinity, undefined))),
  fc.jsonValue(),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.string(),
  fc.string().map((text) => `[${text}]`),
  fc.constantFrom(NaN, -Infinity, undefined, null),
);
const params = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string()), nearly), { maxLength: 6 })
  .map((entries): Params => Object.fromEntries(entries));

describe('whatever the params are', () => {
  it.each(DECODERS)('%s answers or refuses as the contract says', (_, decode) => {
    fc.assert(
      fc.property(params, (hostile) => {
        try {
          decode(hostile);
        } catch (error) {
          expect([MalformedRequest, LimitExceeded]).toContain(Object(error).constructor);
          expect(Object(error).message).toMatch(/^.{10,400}\.$/su);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('and whatever their text is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          const decoded = decodeParamsText(text, 10_000);
          expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
        } catch (error) {
          expect([MalformedRequest, LimitExceeded]).toContain(Object(error).constructor);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('whatever the points are', () => {
  const spellings = (points: readonly (readonly number[])[]): unknown[] => [
    points,
    JSON.stringify(points),
    `[${points.map((one) => `[${one.join()},]`).join()},]`,
    points.map((one) => one.map(String)),
  ];

  it('every spelling of them is the same clicks, and they come through unchanged', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 9 }), (points) => {
        const plain = points.map((one) => one.map((number) => number + 0));
        for (const foreground of spellings(plain)) {
          expect(decodeClicks({ foreground })?.lists['foreground']).toEqual(plain);
          expect(decodeInference({ points: foreground }).points).toEqual(plain);
        }
      }),
    );
  });
});
