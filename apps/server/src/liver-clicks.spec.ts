import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readImage } from '@aiaa/imaging-io';
import { isBuilt, spawnServer, type ServerProcess } from './testing/server-process.js';

jest.setTimeout(120_000);

const DATA = process.env['AIAA_TEST_DATA'];
const canRun = DATA !== undefined && isBuilt && spawnSync('curl', ['--version']).status === 0;
const TOTAL = join(DATA ?? '', 'labels/wasserth+TotalSegmentator');

interface Click {
  readonly list: 'foreground' | 'background';
  readonly voxel: readonly number[];
}

/** The liver in TotalSegmentator's numbers, and the slice on which it is largest. */
const LIVER = 5;
const SLICE = 24;

/** Where who knows the truth clicks: each time in the middle of what is most wrong so far. */
const CORRECTIONS: readonly Click[] = [
  { list: 'foreground', voxel: [81, 58, SLICE] },
  { list: 'background', voxel: [77, 82, SLICE] },
  { list: 'background', voxel: [92, 77, SLICE] },
];

/** Where who sees a good mask clicks all the same: far from each other, in the liver. */
const CONFIRMATIONS: readonly Click[] = [
  { list: 'foreground', voxel: [81, 58, SLICE] },
  { list: 'foreground', voxel: [86, 34, SLICE] },
  { list: 'foreground', voxel: [52, 74, SLICE] },
];

let folder: string;
let run: ServerProcess;
let url: string;
let truth: Uint8Array;
beforeAll(async () => {
  if (!canRun) return;
  folder = await mkdtemp(join(tmpdir(), 'aiaa-liver-'));
  run = spawnServer(folder, '--port', '0', '--workspace', join(folder, 'workspace'));
  url = await run.listening();
  truth = await onSlice(join(TOTAL, 'example_seg.nii.gz'), LIVER);
});
afterAll(async () => {
  if (!canRun) return;
  run.child.kill('SIGTERM');
  await run.ended;
  await rm(folder, { recursive: true });
});

/** 1 where a slice of an image holds a value. */
async function onSlice(path: string, value: number): Promise<Uint8Array> {
  const { voxels, size } = (await readImage({ path })).volume;
  const area = size[0] * size[1];
  return Uint8Array.from({ length: area }, (_, at) => (voxels[SLICE * area + at] === value ? 1 : 0));
}

async function diceOf(clicks: readonly Click[]): Promise<number> {
  const mask = join(folder, 'mask.nii.gz');
  const voxelsOf = (wanted: Click['list']) =>
    clicks.flatMap(({ list, voxel }) => (list === wanted ? [voxel] : []));
  const params = JSON.stringify({ foreground: voxelsOf('foreground'), background: voxelsOf('background') });
  const image = `image=@${join(TOTAL, 'example_ct_sm.nii.gz')}`;
  const to = `${url}/v1/deepgrow?model=deepgrow_2d&output=image`;
  const line = ['-sS', '--fail-with-body', '-F', `params=${params}`, '-F', image, '-o', mask, to];
  await promisify(execFile)('curl', line);
  const found = await onSlice(mask, 1);
  const shared = found.reduce((sum, label, at) => sum + label * truth[at], 0);
  const held = [...found, ...truth].reduce((sum, label) => sum + label, 0);
  return (2 * shared) / held;
}

(canRun ? describe : describe.skip)(
  `the liver of a CT by curl${canRun ? '' : ' (skipped: not built, no curl, or AIAA_TEST_DATA is not set)'}`,
  () => {
    const after = async (clicks: readonly Click[]): Promise<readonly number[]> => {
      const dices = [];
      for (const n of [1, 2, 3]) dices.push(await diceOf(clicks.slice(0, n)));
      return dices;
    };

    it('is found better with each of three clicks', async () => {
      const dices = await after(CORRECTIONS);
      expect(dices[0]).toBeGreaterThan(0.9);
      expect(dices[1]).toBeGreaterThanOrEqual(dices[0]);
      expect(dices[2]).toBeGreaterThanOrEqual(dices[1]);
      expect(dices[2]).toBeGreaterThan(0.95);
    });

    it('is not lost again by clicks that tell nothing new', async () => {
      const dices = await after(CONFIRMATIONS);
      expect(dices[0]).toBeGreaterThan(0.9);
      expect(dices[1]).toBeGreaterThan(dices[0] - 0.02);
      expect(dices[2]).toBeGreaterThan(dices[1] - 0.02);
    });
  },
);
