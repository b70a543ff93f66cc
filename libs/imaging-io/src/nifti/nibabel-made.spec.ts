import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readImage } from '../read-image.js';

interface Made {
  readonly name: string;
  /** Name and gzipped content, in base64. */
  readonly files: Readonly<Record<string, string>>;
  readonly stored: string;
  readonly shape: readonly number[];
  readonly affine: readonly number[];
  /** As nibabel computes them: float64, little endian, in the order of the file; in base64. */
  readonly values: string;
}
const fixture = new URL('../fixtures/nibabel-made.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { readonly cases: readonly Made[] };

const base64 = (text: string): Buffer => Buffer.from(text, 'base64');
const imageOf = ({ files }: Made, packed: boolean) =>
  readImage(
    Object.entries(files).map(([name, content]) => ({
      name: packed ? `${name}.gz` : name,
      bytes: packed ? base64(content) : gunzipSync(base64(content)),
    })),
  );

/** nibabel adds no intercept of 0, which would take the sign from -0. */
const withoutSignOfZero = (value: number): number => value + 0;

function float64s(bytes: Buffer): readonly number[] {
  return Array.from({ length: bytes.length / 8 }, (_, at) => bytes.readDoubleLE(8 * at));
}

describe('files of nibabel and ITK are read as nibabel reads them', () => {
  it.each(cases.map((made) => [made.name, made] as const))('%s', async (_name, made) => {
    for (const packed of [false, true]) {
      const { volume, stored, warnings } = await imageOf(made, packed);
      const [x = 1, y = 1, z = 1, ...further] = made.shape;
      expect([stored, volume.size]).toEqual([made.stored, [x, y, z]]);
      expect(volume.channels).toBe(further.reduce((product, n) => product * n, 1));
      volume.affine.forEach((value, at) => expect(value).toBeCloseTo(made.affine[at], 6));
      const values = float64s(base64(made.values));
      const expected = volume.dtype === 'float32' ? values.map(Math.fround) : values;
      expect(Array.from(volume.voxels, withoutSignOfZero)).toEqual(expected.map(withoutSignOfZero));
      expect(warnings).toEqual([]);
    }
  });

  it('every stored type, and both byte orders, are among them', () => {
    expect(new Set(cases.map(({ stored }) => stored)).size).toBe(10);
    const firstBytes = cases.map(({ files }) => gunzipSync(base64(Object.values(files)[0]))[0]);
    expect(new Set(firstBytes)).toEqual(new Set([0, 0x5c, 0x1c])); // big endian, 348 and 540 little endian
  });
});
