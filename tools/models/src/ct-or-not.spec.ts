import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeAnnotator } from '@aiaa/annotation';
import type { ResultFormat } from '@aiaa/annotator';
import { askAnnotator } from '@aiaa/annotator/testing';
import { writeImage } from '@aiaa/imaging-io';
import { openModelRepository } from '@aiaa/models';
import { IDENTITY_AFFINE, makeVolume, type Volume } from '@aiaa/volume';
import { ctPhantom } from './ct-phantom.js';
import { CT_OR_NOT_LABELS } from './ct-or-not-network.js';

const [CT, ELSE] = CT_OR_NOT_LABELS;

const annotator = makeAnnotator({ threads: 1 });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-ct-or-not-'));
});
afterAll(async () => {
  await annotator.close();
  await rm(folder, { recursive: true });
});

async function classesOf(image: Volume): Promise<ReadonlyMap<string, number>> {
  const file = join(folder, 'image.nii.gz');
  await writeImage(file, image);
  const model = (await openModelRepository({})).get('ct_or_not');
  const images = [{ path: file, name: 'image.nii.gz' }];
  const result: ResultFormat = { extension: '.nii.gz', compress: true };
  const request = { kind: 'inference', model, images, result, resultFolder: folder } as const;
  const answer = await askAnnotator(annotator, request).answer;
  if (answer.kind !== 'classification') throw new Error(`It answered a ${answer.kind}.`);
  return new Map(answer.scores.map(({ label, score }) => [label, score]));
}

const even = (value: number, some: readonly (readonly [share: number, value: number])[] = []): Volume => {
  const voxels = new Float32Array(4000).fill(value);
  let at = 0;
  for (const [share, other] of some) voxels.fill(other, at, (at += share * voxels.length));
  return makeVolume({ voxels, size: [20, 20, 10], affine: IDENTITY_AFFINE });
};

describe('ct_or_not', () => {
  it.each<[string, Volume, string]>([
    ['the sample', ctPhantom(), CT],
    ['soft tissue in air', even(40, [[0.5, -1000]]), CT],
    ['soft tissue in fat', even(40, [[0.1, -100]]), CT],
    ['soft tissue outside a scanner', even(-3024, [[0.1, 40]]), CT],
    [
      'an MR',
      even(300, [
        [0.4, 0],
        [0.3, 90],
      ]),
      ELSE,
    ],
    ['a picture', even(255, [[0.5, 0]]), ELSE],
    ['an image of mean 0 and deviation 1', even(-1, [[0.5, 1]]), ELSE],
    ['nothing but air', even(-1000), ELSE],
    ['no numbers', even(NaN), ELSE],
  ])('takes %s for what it is', async (_, image, label) => {
    const classes = await classesOf(image);
    expect(classes.get(label)).toBeGreaterThan(0.9);
    expect([...classes.values()].reduce((sum, score) => sum + score)).toBeCloseTo(1, 5);
  });
});
