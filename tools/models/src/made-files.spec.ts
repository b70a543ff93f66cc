import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readImage } from '@aiaa/imaging-io';
import { orientationOf, volumeSpacing } from '@aiaa/volume';
import { bundledModels } from './bundled-models.js';
import { ctPhantom } from './ct-phantom.js';
import { CT_TISSUES } from './ct-tissue-network.js';
import { SAMPLE_PATH, writeSample } from './sample.js';

const MEBIBYTE = 2 ** 20;

describe('the bundled models', () => {
  it.each(bundledModels())('$name is committed as the script makes it', async ({ path, bytes }) => {
    expect(Buffer.compare(await readFile(path), bytes)).toBe(0);
  });

  it('weigh less than 2 MiB each', () => {
    for (const { bytes } of bundledModels()) expect(bytes.length).toBeLessThan(2 * MEBIBYTE);
  });

  it('name one label for each class but the background', () => {
    const config = bundledModels().find(({ name }) => name === 'ct_tissue/config_aiaa.json');
    const { labels, type, description } = JSON.parse(new TextDecoder().decode(config?.bytes));
    expect(labels).toEqual(['air and lung', 'fat', 'soft tissue', 'bone']);
    expect(labels).toHaveLength(CT_TISSUES.length - 1);
    expect(type).toBe('segmentation');
    expect(description).toContain('not trained');
  });
});

describe('the bundled sample', () => {
  const phantom = ctPhantom();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aiaa-sample-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is committed as the script makes it, once unpacked: zlib packs differently on other processors', async () => {
    const path = join(folder, 'ct_phantom.nii.gz');
    await writeSample(path);
    const [committed, made] = await Promise.all([readFile(SAMPLE_PATH), readFile(path)]);
    expect(Buffer.compare(gunzipSync(committed), gunzipSync(made))).toBe(0);
    expect(committed.length).toBeLessThan(MEBIBYTE);
  });

  it('reads back as the phantom: int16, unequal spacings, an oblique grid', async () => {
    const { volume } = await readImage({ path: SAMPLE_PATH });
    expect([volume.dtype, volume.size]).toEqual(['int16', phantom.size]);
    expect(Buffer.compare(bytesOf(volume.voxels), bytesOf(phantom.voxels))).toBe(0);
    volumeSpacing(volume).forEach((length, axis) => expect(length).toBeCloseTo([0.9, 1.1, 2.5][axis], 5));
    // x to the patient's left, y to the back, z to the head
    expect(orientationOf(volume.affine).map(({ towardsPlus }) => towardsPlus)).toEqual([false, false, true]);
    expect(volume.affine.filter((cell) => cell === 0)).toHaveLength(3); // only the last row
  });

  it('looks different from every side: bone is a letter F, its stem shorter on top', () => {
    const { voxels, size } = phantom;
    const bone = (z: number) =>
      [1, 5, 9, 13, 17, 21, 25].map((y) =>
        [2, 6, 10, 14, 18]
          .map((x) => (voxels[46 + x + size[0] * (33 + y + size[1] * z)] > 400 ? '#' : '.'))
          .join(''),
      );
    expect(bone(12)).toEqual(['#####', '#....', '#....', '####.', '#....', '#....', '#....']);
    expect(bone(27)).toEqual(['#####', '#....', '#....', '####.', '#....', '.....', '.....']);
    expect(bone(28).join('')).not.toContain('#');
  });
});

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
