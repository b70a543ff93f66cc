import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linearIndex } from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINES, SHEARED_AFFINES, chiralMask } from '@aiaa/volume/testing';
import { readImage } from '../read-image.js';
import { niftiBytes, type NiftiFields } from '../testing/nifti-bytes.js';

const read = (fields: NiftiFields) => readImage({ bytes: niftiBytes(fields), name: 'image.nii' });

type Put = (view: DataView, at: number, value: number | bigint, little: boolean) => void;

interface Stored {
  readonly code: number;
  readonly bits: number;
  readonly values: fc.Arbitrary<number | bigint>;
  readonly put: Put;
}

const integers = (bits: number, signed: boolean): fc.Arbitrary<bigint> => {
  const [least, greatest] = signed
    ? [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n]
    : [0n, 2n ** BigInt(bits) - 1n];
  return fc.oneof(fc.constantFrom(least, greatest, 0n, 1n), fc.bigInt({ min: least, max: greatest }));
};

/** nifti1.h, NIFTI_TYPE_*; written apart from the product, to check it. */
const STORED: Readonly<Record<string, Stored>> = {
  uint8: { code: 2, bits: 8, values: integers(8, false), put: (v, at, n) => v.setUint8(at, Number(n)) },
  int8: { code: 256, bits: 8, values: integers(8, true), put: (v, at, n) => v.setInt8(at, Number(n)) },
  uint16: { code: 512, bits: 16, values: integers(16, false), put: (v, at, n, e) => v.setUint16(at, Number(n), e) },
  int16: { code: 4, bits: 16, values: integers(16, true), put: (v, at, n, e) => v.setInt16(at, Number(n), e) },
  uint32: { code: 768, bits: 32, values: integers(32, false), put: (v, at, n, e) => v.setUint32(at, Number(n), e) },
  int32: { code: 8, bits: 32, values: integers(32, true), put: (v, at, n, e) => v.setInt32(at, Number(n), e) },
  uint64: { code: 1280, bits: 64, values: integers(64, false), put: (v, at, n, e) => v.setBigUint64(at, BigInt(n), e) },
  int64: { code: 1024, bits: 64, values: integers(64, true), put: (v, at, n, e) => v.setBigInt64(at, BigInt(n), e) },
  float32: { code: 16, bits: 32, values: fc.float(), put: (v, at, n, e) => v.setFloat32(at, Number(n), e) },
  float64: { code: 64, bits: 64, values: fc.double(), put: (v, at, n, e) => v.setFloat64(at, Number(n), e) },
}; // prettier-ignore

const cases = fc.constantFrom(...Object.keys(STORED)).chain((name) =>
  fc.record({
    name: fc.constant(name),
    numbers: fc.array(STORED[name].values, { minLength: 24, maxLength: 24 }),
    littleEndian: fc.boolean(),
    version: fc.constantFrom(1 as const, 2 as const),
    slope: fc.constantFrom(1, 0, NaN, 1e-4, 3.7e-4, -2, 7.11, 1e36),
    inter: fc.constantFrom(0, -1024, 0.1, 3e38),
  }),
);

/** `stored * slope + inter`, in float64; a slope that is 0 or no number scales nothing (nibabel, get_slope_inter). */
function expectedOf(value: number | bigint, slope: number, inter: number): number {
  return slope === 0 || Number.isNaN(slope) ? Number(value) : Number(value) * slope + inter;
}

describe('each number that is read', () => {
  it('is stored * slope + inter, for every type, byte order, version and scale', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ name, numbers, littleEndian, version, slope, inter }) => {
        const { code, bits, put } = STORED[name];
        const voxels = new Uint8Array(3 * bits);
        numbers.forEach((value, at) =>
          put(new DataView(voxels.buffer), (at * bits) / 8, value, littleEndian),
        );
        const fields = { version, littleEndian, datatype: code, bitpix: bits, voxels, slope, inter };
        const { volume, stored } = await read(fields);

        // NIfTI-1 keeps slope and intercept in 32 bits.
        const [s, i] = version === 1 ? [slope, inter].map(Math.fround) : [slope, inter];
        const expected = numbers.map((value) => expectedOf(value, s, i));
        const rounded = volume.dtype === 'float32' ? expected.map(Math.fround) : expected;
        expect(stored).toBe(name);
        const scaled = s !== 0 && !Number.isNaN(s) && (s !== 1 || i !== 0);
        if (bits === 64) expect(volume.dtype).toBe('float64');
        else if (!scaled) expect(volume.dtype).toBe(name);
        else if (s < 1e30 && i < 1e30) expect(volume.dtype).toBe('float32');
        expect(Array.from(volume.voxels, (value) => value + 0)).toEqual(rounded.map((value) => value + 0));
        if (name.includes('int')) expect(volume.voxels.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  it.each(['float32', 'float64'])('of %s may be NaN or infinite, and stays so', async (name) => {
    const { code, bits, put } = STORED[name];
    for (const slope of [1, 2, -2]) {
      const voxels = new Uint8Array(3 * bits);
      [NaN, Infinity, -Infinity].forEach((value, at) =>
        put(new DataView(voxels.buffer), (at * bits) / 8, value, true),
      );
      const { volume } = await read({ datatype: code, bitpix: bits, voxels, slope });
      const turned = slope < 0 ? [NaN, -Infinity, Infinity, 0] : [NaN, Infinity, -Infinity, 0];
      expect(Array.from(volume.voxels.subarray(0, 4), (value) => value + 0)).toEqual(turned);
    }
  });
});

describe('axes and handedness', () => {
  it.each([1, 2] as const)('of the letter F are kept by NIfTI-%d on every kind of grid', async (version) => {
    for (const affine of [...AXIS_ALIGNED_AFFINES, ...OBLIQUE_AFFINES, ...SHEARED_AFFINES]) {
      const { voxels, size } = chiralMask(affine);
      const fields = {
        version,
        datatype: 2,
        bitpix: 8,
        voxels: Uint8Array.from(voxels),
        srow: affine.slice(0, 12),
      };
      const { volume } = await read({
        ...fields,
        dim: [3, ...size, 1, 1, 1, 1],
        pixdim: [1, 0, 0, 0, 0, 0, 0, 0],
      });
      expect(volume.size).toEqual(size);
      expect(volume.affine).toEqual(version === 1 ? affine.map(Math.fround) : affine);
      // The upper left of the F, the end of its long arm and its foot: x runs along the arm, y down the stem.
      const marks = [[3, 2, 2], [7, 2, 2], [3, 8, 2], [7, 8, 2], [3, 2, 5]] as const; // prettier-ignore
      expect(marks.map(([x, y, z]) => volume.voxels[linearIndex(size, x, y, z)])).toEqual([1, 1, 1, 0, 0]);
      expect(volume.voxels).toEqual(voxels);
    }
  });
});
