import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IDENTITY_AFFINE } from '@aiaa/volume';
import { describe, expect, it } from '@jest/globals';
import { openCvBorders } from './fixtures/opencv-borders.js';
import { readPlanes } from './fixtures/read-planes.js';
import { polygonsToMask } from './polygons-to-mask.js';
import { traceBorders } from './trace-borders.js';

const data = process.env['AIAA_TEST_DATA'];

(data === undefined ? describe.skip : describe)(
  `masks of real images${data === undefined ? ' (skipped: AIAA_TEST_DATA names no folder)' : ''}`,
  () => {
    const labels = join(data ?? '', 'labels');
    const files = data === undefined ? [] : readdirSync(labels, { recursive: true }).map(String);

    it('have the borders that OpenCV finds, in its order, and come back from them voxel for voxel', async () => {
      const openCv = await openCvBorders();
      let [slices, borders] = [0, 0];
      for (const file of files.filter((name) => /\.nii(?:\.gz)?$/.test(name))) {
        for (const plane of readPlanes(join(labels, file)) ?? []) {
          const found = traceBorders(plane).map(({ ring, parent }) => ({ ring, parent }));
          if (JSON.stringify(found) !== JSON.stringify(openCv(plane))) throw new Error(`${file} differs.`);
          const grid = { size: [plane.width, plane.height, 1], affine: IDENTITY_AFFINE } as const;
          const back = polygonsToMask([found.map(({ ring }) => ring)], grid);
          expect(Buffer.compare(back.voxels as Uint8Array, plane.values)).toBe(0); // labels to 255 are uint8
          slices++;
          borders += found.length;
        }
      }
      expect(slices).toBeGreaterThan(500);
      expect(borders).toBeGreaterThan(500);
    }, 120_000);
  },
);
