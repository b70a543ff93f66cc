import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { labelMapOf, linearIndex, makeVolume, type LabelMap } from '@aiaa/volume';
import { OBLIQUE_AFFINES } from '@aiaa/volume/testing';
import { writeTinyModels } from '../test/tiny-models.js';
import { PLAIN_ENVIRONMENT, runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(60_000);

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const SIZE = [30, 26, 9] as const;

let root: string;
/** Where the command runs: a folder for each test, with nothing but `scan.nii.gz`. */
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'aiaa-commands-'));
  await writeTinyModels(join(root, 'workspace'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'test-'));
  await writeImage(inFolder('scan.nii.gz'), scan());
});
afterAll(() => rm(root, { recursive: true }));

/** Slices that get brighter by 100 each, the first of 100. */
function scan(size: readonly [number, number, number] = SIZE) {
  const area = size[0] * size[1];
  const voxels = Int16Array.from({ length: area * size[2] }, (_, at) => 100 * (1 + Math.floor(at / area)));
  return makeVolume({ voxels, size, affine: OBLIQUE_AFFINES[0] });
}

const inFolder = (name: string): string => join(folder, name);

/** Runs the built command with the tiny models. */
const aiaa = (command: string, model: string, ...args: string[]): Promise<Run> =>
  runProgram(folder, process.execPath, [MAIN, command, '-w', '../workspace', '-m', model, ...args]);

/** A mask that was made of the scan, on its very grid. */
async function maskOf(name = 'mask.nii.gz'): Promise<LabelMap> {
  const [mask, image] = await Promise.all([readImage(inFolder(name)), readImage(inFolder('scan.nii.gz'))]);
  expect(mask.nifti).toEqual(image.nifti);
  expect([mask.volume.size, mask.volume.affine]).toEqual([image.volume.size, image.volume.affine]);
  expect((await readdir(folder)).toSorted()).toEqual([name, 'scan.nii.gz']);
  return labelMapOf(mask.volume);
}

const labelAt = ({ voxels, size }: LabelMap, point: string): number => {
  const [x = NaN, y = NaN, z = NaN] = point.split(',').map(Number);
  return voxels[linearIndex(size, x, y, z)];
};

/** The slices that have anything. */
const slicesOf = ({ voxels, size }: LabelMap): number[] => {
  const area = size[0] * size[1];
  return Array.from({ length: size[2] }, (_, z) => z).filter((z) =>
    voxels.subarray(z * area, (z + 1) * area).some((label) => label > 0),
  );
};

const count = ({ voxels }: LabelMap): number => voxels.filter((label) => label > 0).length;

async function made(command: string, model: string, ...args: string[]): Promise<LabelMap> {
  const { code, stdout, stderr } = await aiaa(command, model, '-o', 'mask.nii.gz', ...args, 'scan.nii.gz');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Wrote the mask to mask\.nii\.gz in \d+\.\d s \(read \d+ ms, .+\)\.\n$/);
  return maskOf();
}

const EXTREME = ['4,13,4', '25,13,4', '15,3,4', '15,22,4', '15,13,1', '15,13,7'];

describe('aiaa dextr3d', () => {
  const JSON_LIST = `[${EXTREME.map((point) => `[${point}]`).join(', ')}]`;

  it.each<[string, () => readonly string[] | Promise<readonly string[]>]>([
    ['in one text', () => ['--points', EXTREME.join(' ')]],
    ['one by one', () => EXTREME.flatMap((point) => ['--points', point])],
    ['in JSON', () => ['--points', JSON_LIST]],
    ['in a file', async () => (await writeFile(join(root, 'six.json'), JSON_LIST), ['--points', '@../six.json'])],
  ])('finds what its points are on, %s', async (_how, points) => {
    const mask = await made('dextr3d', 'points', ...(await points()));
    expect(EXTREME.map((point) => labelAt(mask, point))).toEqual(EXTREME.map(() => 1));
    expect(['0,0,0', '15,13,4', '29,25,8'].map((point) => labelAt(mask, point))).toEqual([0, 0, 0]);
  }); // prettier-ignore
});

describe('aiaa deepgrow', () => {
  it('finds what is around a click, on its slice alone', async () => {
    const mask = await made('deepgrow', 'slices', '--foreground', '12,9,5');
    expect([labelAt(mask, '12,9,5'), slicesOf(mask)]).toEqual([1, [5]]);
    expect(count(mask)).toBeGreaterThan(5);
    expect(count(mask)).toBeLessThan(60);
  });

  it('looks at the lowest slice that has a click, or at the one that is named', async () => {
    const clicks = ['--foreground', '12,9,5 20,18,7'];
    expect(slicesOf(await made('deepgrow', 'slices', ...clicks))).toEqual([5]);
    const named = await made('deepgrow', 'slices', ...clicks, '--slice', '7');
    expect([labelAt(named, '20,18,7'), slicesOf(named)]).toEqual([1, [7]]);
  });

  it('leaves out what the background clicks are on', async () => {
    const clicks = ['--foreground', '12,9,5'];
    const before = await made('deepgrow', 'slices', ...clicks);
    const after = await made('deepgrow', 'slices', ...clicks, '--background', '14,9,5');
    expect([labelAt(before, '13,9,5'), labelAt(after, '13,9,5')]).toEqual([1, 0]);
    expect(count(after)).toBeLessThan(count(before));
  });

  it('takes a click outside of the image for one on its edge', async () => {
    const mask = await made('deepgrow', 'slices', '--foreground', '30,26,9');
    expect([labelAt(mask, '29,25,8'), slicesOf(mask)]).toEqual([1, [8]]);
  });

  it('grows in all directions with a model of volumes', async () => {
    const mask = await made('deepgrow', 'volumes', '--foreground', '12,9,5', '--foreground', '20,18,1');
    expect([labelAt(mask, '12,9,5'), labelAt(mask, '20,18,1')]).toEqual([1, 1]);
    expect(slicesOf(mask)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('runs a pipeline', async () => {
    const [rough, fine] = [
      await made('deepgrow', 'volumes', '--foreground', '12,9,4'),
      await made('deepgrow', 'refined', '--foreground', '12,9,4'),
    ];
    expect(labelAt(fine, '12,9,4')).toBe(1);
    expect(fine.voxels).not.toEqual(rough.voxels);
  });

  it('has its crop as large as it is told', async () => {
    const crops: unknown[] = [];
    for (const size of [[], ['--spatial-size', '6,12,10']]) {
      const args = ['--json', '-o', 'mask.nrrd', '--foreground', '15,13,4', ...size, 'scan.nii.gz'];
      const { crop } = JSON.parse((await aiaa('deepgrow', 'volumes', ...args)).stdout);
      crops.push(crop.max.map((end: number, axis: number) => end - crop.min[axis]));
    }
    // all of the image, and what was asked for: depth, x, y
    expect(crops).toEqual([[30, 26, 9], [12, 10, 6]]); // prettier-ignore
  });

  it('tells labels apart by their clicks', async () => {
    const clicks = ['--clicks', 'liver=20,18,6', '--clicks', 'spleen=6,6,2', '--clicks', 'spleen=7,18,2'];
    const mask = await made('deepgrow', 'organs', ...clicks);
    expect(['6,6,2', '7,18,2', '20,18,6', '0,25,0'].map((point) => labelAt(mask, point))).toEqual([
      1, 1, 2, 0,
    ]);
  });
});

describe('aiaa inference', () => {
  it.each([
    ['bright', [], [4, 5, 6, 7, 8]],
    ['union', [], [4, 5, 6, 7, 8]],
    ['slices', ['--foreground', '12,9,5'], [5]],
    ['slices', ['--foreground', '12,9,5 12,9,3', '--slice', '5'], [5]],
    ['organs', ['--clicks', 'spleen=12,9,0'], [0, 1, 2, 3]],
    ['points', ['--points', '12,9,4'], [4]],
  ])('runs %s %j', async (model, args, slices) => {
    expect(slicesOf(await made('inference', model, ...args))).toEqual(slices);
  });

  it('prints scores, the best first, and needs no place', async () => {
    const { code, stdout, stderr } = await aiaa('inference', 'finding', 'scan.nii.gz');
    expect([code, stderr]).toEqual([0, '']);
    // the logistic function of the mean in thousands, 0.5, and of -0.5
    expect(stdout).toBe('bright ?[31m  0.622459\ndark          0.377541\n');
    expect(await readdir(folder)).toEqual(['scan.nii.gz']);
  });

  it('prints scores as one line of JSON', async () => {
    const { code, stdout, stderr } = await aiaa('inference', 'finding', '--json', 'scan.nii.gz');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'classification',
      scores: [
        { label: 'bright \x1b[31m', score: expect.closeTo(0.622459, 6) },
        { label: 'dark', score: expect.closeTo(0.377541, 6) },
      ],
      warnings: [],
    });
  });
});

describe('aiaa list', () => {
  it('shows names out of configs, and lets none of them steer the terminal', async () => {
    const { code, stdout } = await runProgram(folder, process.execPath, [MAIN, 'list', '-w', '../workspace']);
    expect(code).toBe(0);
    expect(stdout).toContain('\nfinding  (classification)  dark, bright ?[31m\n');
    expect(stdout).toContain('\nrefined  (pipeline)  ');
  });
});

describe('aiaa segment', () => {
  it('runs a pipeline', async () => {
    const mask = await made('segment', 'union');
    expect([labelAt(mask, '0,0,3'), labelAt(mask, '0,0,4'), labelAt(mask, '0,0,8')]).toEqual([0, 1, 1]);
  });

  it('goes by the name of its endpoint too, and says in JSON what it found', async () => {
    const run = await aiaa('segmentation', 'brighter', '--json', '-o', 'mask.nii.gz', 'scan.nii.gz');
    expect([run.code, run.stderr]).toEqual([0, '']);
    const told = JSON.parse(run.stdout);
    expect(told).toMatchObject({ kind: 'mask', file: 'mask.nii.gz', warnings: [] });
    expect(told.points).toEqual([[0, 0, 8], [29, 0, 8], [0, 0, 8], [0, 25, 8], [0, 0, 8], [0, 0, 8]]); // prettier-ignore
    expect(slicesOf(await maskOf())).toEqual([8]);
  });

  it('leaves nothing when Ctrl-C stops it', async () => {
    await writeImage(inFolder('large.nii'), scan([100, 100, 100]));
    const before = await readdir(folder);
    const args = ['segment', '-w', '../workspace', '-m', 'slow', '-o', 'mask.nii.gz', 'large.nii'];
    const running = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env: PLAIN_ENVIRONMENT });
    const ended = new Promise<readonly [number | null, string]>((resolve) => {
      let stderr = '';
      running.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
      running.on('close', (code) => resolve([code, stderr]));
    });
    while ((await readdir(folder)).length === before.length) await setTimeout(5);
    await setTimeout(500);
    running.kill('SIGINT');
    expect(await ended).toEqual([130, 'Cancelled; nothing was written.\n']);
    expect(await readdir(folder)).toEqual(before);
  });
});

describe('what goes wrong is one sentence and exit code 1', () => {
  const SIX = EXTREME.join(' ');
  beforeEach(() => mkdir(inFolder('folder.nii')));

  it.each<[what: string, asked: readonly [command: string, model: string, ...flags: string[]], sentence: RegExp]>([
    ['no points', ['dextr3d', 'points'], /^error: required option '--points <points>' not specified\n$/],
    ['five points', ['dextr3d', 'points', '--points', EXTREME.slice(1).join(' ')], /^aiaa: Extreme points are at least 6, .+ There are 5 here\.\n$/],
    ['a point of two', ['dextr3d', 'points', '--points', '1,2'], /^error: .+ Point 1 is "1,2"; a point is x,y,z, such as 93,106,64\.\n$/],
    ['a file of points that is not there', ['dextr3d', 'points', '--points', '@no.json'], /^error: .+ There is no file no\.json\.\n$/],
    ['no click', ['deepgrow', 'slices'], /^aiaa: There is no click: name a voxel at least, as --foreground 93,106,64\.\n$/],
    ['only how large a crop is', ['deepgrow', 'slices', '--spatial-size', '8,8'], /^aiaa: There is no click: /],
    ['a crop of one size', ['deepgrow', 'slices', '--spatial-size', '8'], /^error: .+ Expected x,y or depth,x,y: /],
    ['a slice without a click', ['deepgrow', 'slices', '--foreground', '1,2,3', '--slice', '4'], /^aiaa: There is no click on slice 4, the one that was asked for\.\n$/],
    ['clicks of no label', ['deepgrow', 'organs', '--clicks', '1,2,3'], /^error: .+ Expected a label and its points, such as spleen=93,106,64\.\n$/],
    ['a click less', ['inference', 'slices'], /^aiaa: There is no click: send a voxel at least, /],
    ['points for a model of clicks', ['dextr3d', 'slices', '--points', SIX], /^aiaa: Model slices is of type deepgrow, which is not for dextr3d: ask for deepgrow or inference\.\n$/],
    ['clicks for a model of points', ['deepgrow', 'points', '--foreground', '1,2,3'], /^aiaa: Model points is of type annotation, which is not for deepgrow: ask for dextr3d or inference\.\n$/],
    ['a mask of what classifies', ['segment', 'finding'], /^aiaa: Model finding is of type classification, which is not for segmentation: ask for inference\.\n$/],
    ['a place for scores', ['inference', 'finding'], /^aiaa: Model finding classifies: it has scores to print, and no mask\. Leave out --out\.\n$/],
    ['a folder for a mask', ['inference', 'bright', '-o', 'folder.nii'], /^aiaa: folder\.nii cannot be written: a folder has that name\.\n$/],
    ['a model that is not there', ['inference', 'nobody'], /^aiaa: There is no model "nobody"\. Loaded: /],
  ])('%s', async (_what, [command, model, ...flags], sentence) => {
    const before = await readdir(folder);
    const { code, stdout, stderr } = await aiaa(command, model, '-o', 'out.nii', ...flags, 'scan.nii.gz');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.split('\n')).toHaveLength(2);
    expect(await readdir(folder)).toEqual(before);
  }); // prettier-ignore

  it.each([
    ['segment', 'bright', []],
    ['dextr3d', 'points', ['--points', SIX]],
    ['deepgrow', 'refined', ['--foreground', '1,2,3']],
    ['inference', 'union', []],
  ])('no place for the mask of %s %s', async (command, model, args) => {
    expect(await aiaa(command, model, ...args, 'scan.nii.gz')).toEqual({
      code: 1,
      stdout: '',
      stderr: `aiaa: Model ${model} makes a mask: say where to write it, as --out mask.nii.gz.\n`,
    });
  });
});
