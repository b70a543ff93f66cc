import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ModelReference } from '@aiaa/annotator';
import { convNetwork, seededNumbers } from '@aiaa/inference/testing';
import { makeVolume, voxelCount, type Size } from '@aiaa/volume';
import { OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import { annotationFolder, segmented, type AnnotationFolder } from './fixtures/annotation-folder.js';

/** The configs that libs/models tests its decoder on. */
const CONFIGS = new URL('../../models/src/fixtures/', import.meta.url);

let folder: AnnotationFolder;
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(() => folder.remove());

/** A model of one of those configs; its network names its nodes `image` and `logits`, unlike every config here. */
async function modelOf(
  config: string,
  classes: number,
  change: (json: string) => string = (json) => json,
): Promise<ModelReference> {
  const model = await mkdtemp(join(folder.path, 'model-'));
  await writeFile(join(model, 'model.onnx'), convNetwork({ classes, seed: 5 }));
  const json = await readFile(new URL(`${config}.json`, CONFIGS), 'utf8');
  await writeFile(join(model, 'config_aiaa.json'), change(json));
  return { name: config, revision: '1', folder: model };
}

const SIZE: Size = [14, 12, 8];

/** Grains of -300 to 300 in oblique, unequal voxels: wider than the range that the configs cut to. */
const grains = makeVolume({
  voxels: Int16Array.from(seededNumbers(9, voxelCount(SIZE)), (share) => 300 * share),
  size: SIZE,
  affine: OBLIQUE_AFFINE,
});

async function segment(model: ModelReference) {
  const { result, mask } = await segmented(await folder.request(model, grains));
  return { mask: mask.volume, bytes: await readFile(result.file), points: result.points };
}

describe('three generations of one config', () => {
  it('give byte-identical masks, whatever they call the nodes of the network', async () => {
    const v2 = await segment(await modelOf('spleen-v2', 2));
    const v3 = await segment(await modelOf('spleen-v3', 2));
    const v4 = await segment(await modelOf('spleen-v4', 2));
    expect(v2.mask.size).toEqual(SIZE);
    expect(new Set(v2.mask.voxels)).toEqual(new Set([0, 1]));
    expect(v3.bytes.equals(v2.bytes)).toBe(true);
    expect(v4.bytes.equals(v2.bytes)).toBe(true);
    expect([v3.points, v4.points]).toEqual([v2.points, v2.points]);
  });

  it('give another mask where one of them means another spacing', async () => {
    const coarser = (json: string) => json.replace('[1.0, 1.0, 1.0]', '[2.0, 2.0, 2.0]');
    const v2 = await segment(await modelOf('spleen-v2', 2));
    const coarse = await segment(await modelOf('spleen-v2', 2, coarser));
    expect(coarse.bytes.equals(v2.bytes)).toBe(false);
  });

  it('a config as a server stored it, with a class of its own, runs whole', async () => {
    const { mask } = await segment(await modelOf('heart-v2', 3));
    expect(mask.size).toEqual(SIZE);
    expect(new Set(mask.voxels)).toEqual(new Set([0, 1, 2, 3]));
  });
});
