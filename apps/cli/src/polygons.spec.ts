import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { writeImage } from '@aiaa/imaging-io';
import { maskToPolygons } from '@aiaa/polygon';
import { allocateVoxels, labelMapOf, makeVolume, type Dtype, type Volume } from '@aiaa/volume';
import { OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import { pictureOf } from './testing/picture-of.js';
import { runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(60_000);

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

let root: string;
/** Where the command runs: a folder for each test, with nothing but `mask.nii.gz`. */
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'aiaa-polygons-'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'test-'));
  await writeImage(inFolder('mask.nii.gz'), mask());
});
afterAll(() => rm(root, { recursive: true }));

const inFolder = (name: string): string => join(folder, name);

/** Three slices: a point; a ring around a hole, and a bar of another label that ends at the edge; nothing. */
const SLICES = [
  ['.......', '.......', '....2..', '.......', '.......'],
  ['.222...', '.2.2...', '.222...', '.......', '.....55'],
  ['.......', '.......', '.......', '.......', '.......'],
];
const SIZE = [7, 5, 3] as const;

function mask<D extends Dtype = 'uint8'>(dtype?: D, channels = 1): Volume<Dtype> {
  const voxels = allocateVoxels(dtype ?? 'uint8', 7 * 5 * 3 * channels);
  [...SLICES.flat().join('')].forEach((sign, at) => (voxels[at] = Number(sign) || 0));
  return makeVolume<Dtype>({ voxels, size: SIZE, affine: OBLIQUE_AFFINE, channels });
}

/** Runs the built command. */
const aiaa = (...args: string[]): Promise<Run> =>
  runProgram(folder, process.execPath, [MAIN, 'polygons', ...args]);

/** The stack that the command printed, turned to [x, y]. */
async function printed(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await aiaa(...args);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[^\n]+\n$/);
  const slices: [number, number][][][] = JSON.parse(stdout);
  return slices.map((rings) => rings.map((ring) => ring.map(([j, i]) => [i, j])));
}

const traced = (morePoints: number) => maskToPolygons(labelMapOf(mask()), { morePoints });

describe('aiaa polygons', () => {
  it('prints one entry for each slice, the row of a vertex before its column', async () => {
    const { stdout } = await aiaa('mask.nii.gz', '--label', '5');
    expect(stdout).toBe('[[],[[[4,5],[4,6]]],[]]\n');
    expect(await aiaa('mask.nii.gz', '--more-points', '3')).toEqual({
      code: 0,
      // the hole has four points, no more than a step: it stays whole
      stdout: '[[[[2,4]]],[[[4,5],[4,6]],[[0,1],[2,3]],[[0,2],[1,1],[2,2],[1,3]]],[]]\n',
      stderr: '',
    });
  });

  it.each([0, 1, 2, 3])('leaves %d points out after each', async (morePoints) => {
    const flags = morePoints === 0 ? [] : ['--more-points', String(morePoints)];
    expect(await printed('mask.nii.gz', ...flags)).toEqual(traced(morePoints));
  });

  it.each(['uint16', 'int16', 'float32'] as const)('takes a mask of %s', async (dtype) => {
    await writeImage(inFolder('other.nrrd'), mask(dtype));
    expect(await printed('other.nrrd')).toEqual(traced(0));
  });

  it('answers a label that nothing has, and a mask of nothing, with empty slices', async () => {
    expect(await printed('mask.nii.gz', '--label', '3')).toEqual([[], [], []]);
    const voxels = new Uint8Array(7 * 5 * 3);
    await writeImage(inFolder('empty.nii'), makeVolume({ voxels, size: SIZE, affine: OBLIQUE_AFFINE }));
    expect(await printed('empty.nii', '--svg', 'empty.svg')).toEqual([[], [], []]);
    expect(await pictureOf(inFolder('empty.svg'))).toEqual({ title: 'Slice 0 of slices 0 to 2', d: '' });
  });

  it('writes what it would print to a file, and leaves nothing else', async () => {
    const { stdout } = await aiaa('mask.nii.gz');
    await writeFile(inFolder('polygons.json'), 'of before');
    expect(await aiaa('mask.nii.gz', '-o', 'polygons.json')).toEqual({
      code: 0,
      stdout: 'Wrote the polygons of 2 of 3 slices to polygons.json.\n',
      stderr: '',
    });
    expect(await readFile(inFolder('polygons.json'), 'utf8')).toBe(stdout);
    expect((await readdir(folder)).toSorted()).toEqual(['mask.nii.gz', 'polygons.json']);
  });
});

describe('the picture of a slice', () => {
  const RING = 'M1.5 0.5 2.5 0.5 3.5 0.5 3.5 1.5 3.5 2.5 2.5 2.5 1.5 2.5 1.5 1.5Z';
  const HOLE = 'M2.5 0.5 1.5 1.5 2.5 2.5 3.5 1.5Z';
  const BAR = 'M5.5 4.5 6.5 4.5Z';

  it('is as large as the slice, and scaled to be seen', async () => {
    expect(await printed('mask.nii.gz', '--svg', 'slice.svg')).toEqual(traced(0));
    const svg = await readFile(inFolder('slice.svg'), 'utf8');
    // 109 pixels of the screen for each of its 7 x 5
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="763" height="545" viewBox="0 0 7 5">\n/);
    expect(svg).toContain('fill-rule="evenodd"');
    expect(svg).toContain('stroke-width="0.0275"');
    expect(svg).toMatch(/\n<\/svg>\n$/);
  }); // prettier-ignore

  it.each<[what: string, flags: readonly string[], title: string, d: string]>([
    ['most vertices', [], 'Slice 1 of slices 0 to 2', `${BAR}${RING}${HOLE}`],
    ['a point', ['--slice', '0'], 'Slice 0 of slices 0 to 2', 'M4.5 2.5Z'],
    ['nothing', ['--slice', '2'], 'Slice 2 of slices 0 to 2', ''],
    ['one label', ['--label', '5'], 'Slice 1 of slices 0 to 2', BAR],
  ])('shows pixels by their middles: %s', async (_what, flags, title, d) => {
    const { code, stdout } = await aiaa('mask.nii.gz', '--svg', 'slice.SVG', '-o', 'all.json', ...flags);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Wrote the polygons of \d of 3 slices /)]);
    expect(await pictureOf(inFolder('slice.SVG'))).toEqual({ title, d });
    expect((await readdir(folder)).toSorted()).toEqual(['all.json', 'mask.nii.gz', 'slice.SVG']);
  });
});

describe('what goes wrong is one sentence and exit code 1', () => {
  beforeEach(async () => {
    await mkdir(inFolder('folder.json'));
    await writeFile(inFolder('text.nii'), 'no image');
    await writeImage(inFolder('two.nii.gz'), mask('uint8', 2));
  });

  it.each<[what: string, args: readonly string[], sentence: RegExp]>([
    ['no mask', [], /^error: missing required argument 'files'\n$/],
    ['a mask that is not there', ['no.nii'], /^aiaa: no\.nii does not exist\.\n$/],
    ['a mask that is none', ['text.nii'], /^aiaa: .*text\.nii.*\n$/],
    ['a mask of two channels', ['two.nii.gz'], /^aiaa: A mask has one channel; this image has 2\.\n$/],
    ['two masks that are no one image', ['mask.nii.gz', 'text.nii'], /^aiaa: .*text\.nii.*\n$/],
    ['points that are no number', ['mask.nii.gz', '--more-points', 'few'], /^error: .+ Expected a whole number from 0\.\n$/],
    ['half a point', ['mask.nii.gz', '--more-points', '0.5'], /^error: .+ Expected a whole number from 0\.\n$/],
    ['less than no points', ['mask.nii.gz', '--more-points=-1'], /^error: .+ Expected a whole number from 0\.\n$/],
    ['the label of the background', ['mask.nii.gz', '--label', '0'], /^error: .+ Expected a whole number from 1\.\n$/],
    ['a label beyond all numbers', ['mask.nii.gz', '--label', '9999999999999999'], /^error: .+ Expected a whole number from 1\.\n$/],
    ['polygons over the mask', ['mask.nii.gz', '-o', 'mask.nii.gz'], /^error: .+ Expected a name that ends in \.json\.\n$/],
    ['a picture of another kind', ['mask.nii.gz', '--svg', 'slice.png'], /^error: .+ Expected a name that ends in \.svg\.\n$/],
    ['a folder for polygons', ['mask.nii.gz', '-o', 'folder.json'], /^aiaa: folder\.json cannot be written: a folder has that name\.\n$/],
    ['a picture with no folder', ['mask.nii.gz', '-o', 'a.json', '--svg', 'no/such.svg'], /^aiaa: no\/such\.svg cannot be written: there is no folder no\.\n$/],
    ['a slice beyond the last', ['mask.nii.gz', '-o', 'a.json', '--svg', 'a.svg', '--slice', '3'], /^aiaa: There is no slice 3: the last one of this image is 2\.\n$/],
    ['a slice that is no number', ['mask.nii.gz', '--svg', 'a.svg', '--slice', '-1'], /^error: .+ Expected the number of a slice, counted from 0\.\n$/],
    ['a slice and no picture', ['mask.nii.gz', '--slice', '1'], /^aiaa: A slice is only there to be drawn: say where, as --svg slice\.svg\.\n$/],
  ])('%s', async (_what, args, sentence) => {
    const before = await readdir(folder);
    const { code, stdout, stderr } = await aiaa(...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(await readdir(folder)).toEqual(before);
  }); // prettier-ignore
});
