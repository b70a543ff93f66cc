import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readImage } from '../read-image.js';
import { REFERENCE_FILES } from '../fixtures/raster-reference.js';

const data = process.env['AIAA_TEST_DATA'];
const withData = data === undefined ? describe.skip : describe;
const folder = data ?? '';

withData('pictures of the world (skipped unless AIAA_TEST_DATA names their folder)', () => {
  it.each(REFERENCE_FILES.map((reference) => [reference.path, reference] as const))(
    '%s',
    async (path, reference) => {
      const { volume, format } = await readImage({ path: join(folder, path) });
      expect([volume.size, volume.channels, volume.dtype]).toEqual([
        reference.size,
        reference.channels,
        reference.dtype,
      ]);
      const [min, max, sum] = figuresOf(volume.voxels);
      // Two decoders of JPEG round apart; of PNG there is one result.
      const [levels, share] = format === 'jpeg' ? [2, 1e-3] : [0, 0];
      expect(Math.abs(min - reference.min)).toBeLessThanOrEqual(levels);
      expect(Math.abs(max - reference.max)).toBeLessThanOrEqual(levels);
      expect(Math.abs(sum - reference.sum)).toBeLessThanOrEqual(share * reference.sum);
    },
  );

  it('each picture of the data is in the table', () => {
    const known = new Set(REFERENCE_FILES.map(({ path }) => path));
    const found = ['png', 'labels'].flatMap((part) =>
      readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(png|jpe?g)$/i.test(entry.name))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name))),
    );
    expect(found.filter((path) => !known.has(path))).toEqual([]);
  });
});

function figuresOf(voxels: ArrayLike<number>): readonly [min: number, max: number, sum: number] {
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (let at = 0; at < voxels.length; at++) {
    if (voxels[at] < min) min = voxels[at];
    if (voxels[at] > max) max = voxels[at];
    sum += voxels[at];
  }
  return [min, max, sum];
}
