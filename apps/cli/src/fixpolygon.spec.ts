import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { fixPolygons, polygonsToMask, type PolygonEdit, type PolygonStack } from '@aiaa/polygon';
import { makeVolume, planePoint, type Size, type Volume } from '@aiaa/volume';
import { OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import { pictureOf } from './testing/picture-of.js';
import { runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(60_000);

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

let root: string;
/** Where the command runs: a folder for each test, with the images and `edit.json`. */
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'aiaa-fixpolygon-'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'test-'));
  await writeImage(inFolder('picture.png'), disc([40, 30, 1]));
  await writeImage(inFolder('stack.nii.gz'), disc([40, 30, 3]));
  await save(PICTURE);
});
afterAll(() => rm(root, { recursive: true }));

const inFolder = (name: string): string => join(folder, name);
const save = (edit: object): Promise<void> => writeFile(inFolder('edit.json'), JSON.stringify(edit));

/** A soft disc around (18, 14), on a slope that makes it no mask. */
function disc(size: Size): Volume<'uint8'> {
  const [width, height, depth] = size;
  const voxels = Uint8Array.from({ length: width * height * depth }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width) % height];
    return Math.round(40 + x + 150 / (1 + Math.exp(1.5 * (Math.hypot(x - 18, y - 14) - 9))));
  });
  return makeVolume({ voxels, size, affine: OBLIQUE_AFFINE });
}

/** Around the disc, but for a dent on its right. */
const RING: readonly (readonly [x: number, y: number])[] = [
  [27, 14], [22, 18], [18, 23], [12, 20], [9, 14], [12, 8], [18, 5], [22, 9],
]; // prettier-ignore
const ROWS_FIRST = RING.map(([x, y]) => [y, x]);
const RINGS = [RING.map(([x, y]) => planePoint(x, y))];
const MOVE = { ring: 0, vertex: 0, offset: [2, -1] } as const;

const PICTURE = { dimension: 2, poly: [RING], polygon_index: 0, vertex_index: 0, vertex_offset: [2, -1] };
const STACK = {
  ...PICTURE,
  dimension: 3,
  poly: [[], [ROWS_FIRST], [ROWS_FIRST]],
  slice_index: 1,
  vertex_offset: [-1, 2],
  propagate_neighbor: 2,
  propagate_neighbor_3d: 1,
};

const fixedPicture = (neighbours = 0): PolygonStack => fixed([RINGS], { slice: 0, neighbours });
const fixedStack = (): PolygonStack => fixed([[], RINGS, RINGS], { slice: 1, neighbours: 2, slices: 1 });

const fixed = (rings: PolygonStack, edit: Omit<PolygonEdit, keyof typeof MOVE>): PolygonStack =>
  fixPolygons(rings, { ...MOVE, ...edit }, disc([40, 30, rings.length]));

/** Runs the built command. */
const aiaa = (...args: string[]): Promise<Run> =>
  runProgram(folder, process.execPath, [MAIN, 'fixpolygon', '--edit', 'edit.json', ...args]);

/** A picture says nothing of millimetres, and the command says so. */
const NOTE = expect.stringMatching(/^Note: A picture has no place in the patient: [^\n]+\n$/);

async function printed(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await aiaa(...args);
  expect([code, stderr]).toEqual([0, args[0] === 'picture.png' ? NOTE : '']);
  expect(stdout).toMatch(/^[^\n]+\n$/);
  return JSON.parse(stdout);
}

describe('aiaa fixpolygon', () => {
  it('prints the polygons of a picture as they were sent: lists of [x, y]', async () => {
    const [, ...others] = RING;
    expect(await printed('picture.png')).toEqual({ poly: [[[29, 13], ...others]] });
  });

  it('lets neighbours follow, to the edges of the picture', async () => {
    await save({ ...PICTURE, propagate_neighbor: 2 });
    const { poly } = JSON.parse((await aiaa('picture.png')).stdout);
    expect({ poly }).toEqual({ poly: fixedPicture(2)[0] });
    const [, second, ...others] = poly[0];
    expect([poly[0][0], others.slice(2, 4)]).toEqual([[29, 13], RING.slice(4, 6)]);
    // the dent at (22, 18) lies 3.3 pixels within the edge
    expect(Math.abs(Math.hypot(second[0] - 18, second[1] - 14) - 9)).toBeLessThan(1.5);
  });

  it('prints the polygons of a stack as they were sent: the row of a vertex before its column', async () => {
    await save(STACK);
    const poly = fixedStack().map((rings) => rings.map((ring) => ring.map(([x, y]) => [y, x])));
    expect(await printed('stack.nii.gz')).toEqual({ poly });
    expect(poly[1][0][0]).toEqual([13, 29]);
    expect(poly[2]).not.toEqual(STACK.poly[2]);
  });

  it.each<[client: string, edit: string]>([
    [
      'of 2019',
      JSON.stringify({ prev_poly: [RING], polygonIndex: 0, vertexIndex: 0, vertex_offset: [2, -1] }),
    ],
    [
      'that sends before and after',
      JSON.stringify({ prev_poly: [RING], poly: [[[29, 13]]], polygonIndex: 0, vertexIndex: 0 }),
    ],
    [
      'that loses its quotes to the shell',
      `{ poly: ${JSON.stringify([RING])}, vertex_index: 0, vertex_offset: [2, -1] }`,
    ],
  ])('reads the edit of a client %s', async (_client, edit) => {
    await writeFile(inFolder('edit.json'), edit);
    expect(await printed('picture.png')).toEqual({ poly: fixedPicture()[0] });
  });

  it('writes what it would print to a file, and leaves nothing else', async () => {
    const { stdout } = await aiaa('picture.png');
    expect(await aiaa('picture.png', '-o', 'fixed.json')).toEqual({
      code: 0,
      stdout: 'Wrote the polygons of 1 of 1 slices to fixed.json.\n',
      stderr: NOTE,
    });
    expect(await readFile(inFolder('fixed.json'), 'utf8')).toBe(stdout);
    expect((await readdir(folder)).toSorted()).toEqual(
      ['edit.json', 'fixed.json', 'picture.png', 'stack.nii.gz'], // prettier-ignore
    );
  });
});

describe('the mask of the polygons', () => {
  it.each(['mask.nii.gz', 'mask.nii', 'mask.nrrd'])('lies on the grid of a stack: %s', async (name) => {
    await save(STACK);
    await printed('stack.nii.gz', '--mask', name);
    const { volume } = await readImage({ path: inFolder(name) });
    const { volume: image } = await readImage({ path: inFolder('stack.nii.gz') });
    expect([volume.dtype, volume.size]).toEqual(['uint8', [40, 30, 3]]);
    volume.affine.forEach((value, at) => expect(value).toBeCloseTo(image.affine[at], 4));
    expect(volume.voxels).toEqual(polygonsToMask(fixedStack(), image).voxels);
  });

  it('is a grey picture of 0 and 1 for a picture', async () => {
    await printed('picture.png', '--mask', 'mask.png');
    const { volume } = await readImage({ path: inFolder('mask.png') });
    expect([volume.dtype, volume.channels, volume.size]).toEqual(['uint8', 1, [40, 30, 1]]);
    expect(volume.voxels).toEqual(polygonsToMask(fixedPicture(), disc([40, 30, 1])).voxels);
    expect(Math.max(...volume.voxels)).toBe(1);
  });
});

describe('the picture of a slice', () => {
  const lines = (ring: readonly (readonly [number, number])[]): string =>
    `M${ring.map(([x, y]) => `${x + 0.5} ${y + 0.5}`).join(' ')}Z`;

  it.each<[what: string, flags: readonly string[], slice: number]>([
    ['the slice of the edit', [], 1],
    ['a slice that follows', ['--slice', '2'], 2],
    ['a slice of nothing', ['--slice', '0'], 0],
  ])('shows it after the edit: %s', async (_what, flags, slice) => {
    await save(STACK);
    await printed('stack.nii.gz', '--svg', 'slice.svg', ...flags);
    expect(await pictureOf(inFolder('slice.svg'))).toEqual({
      title: `Slice ${slice} of slices 0 to 2`,
      d: fixedStack()[slice].map(lines).join(''),
    });
  });
});

describe('what goes wrong is one sentence and exit code 1', () => {
  it.each<[what: string, edit: object, args: readonly string[], sentence: RegExp]>([
    ['no image', PICTURE, [], /^error: missing required argument 'images'\n$/],
    ['an image that is not there', PICTURE, ['no.png'], /^aiaa: no\.png does not exist\.\n$/],
    ['an image that is none', PICTURE, ['edit.json'], /^aiaa: .*edit\.json.*\n$/],
    ['an edit that is not there', PICTURE, ['picture.png', '-e', 'no.json'], /^aiaa: no\.json does not exist\.\n$/],
    ['an edit that is a folder', PICTURE, ['picture.png', '-e', 'folder.json'], /^aiaa: folder\.json is not a file\.\n$/],
    ['an edit that is an image', PICTURE, ['picture.png', '-e', 'picture.png'], /^aiaa: picture\.png: The params are no JSON: a JSON object was expected, not .+\n$/],
    ['an edit that is a list', [RING], ['picture.png'], /^aiaa: edit\.json: The params are a list; a JSON object such as \{\} was expected\.\n$/],
    ['an edit of nothing', {}, ['picture.png'], /^aiaa: edit\.json: The params hold no polygons: send poly\.\n$/],
    ['no vertex', { ...PICTURE, vertex_index: null }, ['picture.png'], /^aiaa: edit\.json: The params hold no vertex_index, which says what was moved\.\n$/],
    ['a vertex that is not there', { ...PICTURE, vertex_index: 8 }, ['picture.png'], /^aiaa: edit\.json: There is no vertex 8 of polygon 0 on slice 0 of the polygons: indices count from 0\.\n$/],
    ['a vertex of text', { ...PICTURE, poly: [[['a', 1]]] }, ['picture.png'], /^aiaa: edit\.json: poly\[0\]\[0\] is \["a",1\]; a vertex is a list of two numbers\.\n$/],
    ['polygons of another image', PICTURE, ['stack.nii.gz'], /^aiaa: There are polygons of 1 slices; the image has 3\.\n$/],
    ['a mask of another kind', PICTURE, ['picture.png', '--mask', 'mask.mha'], /^error: .+ Expected a name that ends in \.nii\.gz, \.nii, \.nrrd, \.png, \.dcm\.\n$/],
    ['a picture of many slices as a mask', STACK, ['stack.nii.gz', '--mask', 'mask.png'], /^aiaa: The image has 3 slices, and a \.png file holds one; ask for .+\n$/],
    ['a mask with no folder', PICTURE, ['picture.png', '--mask', 'no/mask.png'], /^aiaa: no\/mask\.png cannot be written: there is no folder no\.\n$/],
    ['polygons over the image', PICTURE, ['picture.png', '-o', 'picture.png'], /^error: .+ Expected a name that ends in \.json\.\n$/],
    ['a slice beyond the last', PICTURE, ['picture.png', '--svg', 'a.svg', '--slice', '1'], /^aiaa: There is no slice 1: the last one of this image is 0\.\n$/],
    ['a slice and no picture', PICTURE, ['picture.png', '--slice', '0'], /^aiaa: A slice is only there to be drawn: say where, as --svg slice\.svg\.\n$/],
  ])('%s', async (_what, edit, args, sentence) => {
    await mkdir(inFolder('folder.json'));
    await save(edit);
    const before = await readdir(folder);
    const { code, stdout, stderr } = await aiaa(...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(await readdir(folder)).toEqual(before);
  }); // prettier-ignore

  it('no edit', async () => {
    const { code, stderr } = await runProgram(folder, process.execPath, [MAIN, 'fixpolygon', 'picture.png']);
    expect([code, stderr]).toEqual([1, "error: required option '-e, --edit <file>' not specified\n"]);
  });

  it('an edit that is longer than any', async () => {
    await writeFile(inFolder('edit.json'), ' '.repeat(16 * 1024 ** 2 + 1));
    expect(await aiaa('picture.png')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'aiaa: edit.json is longer than 16777216 characters, and no edit is.\n',
    });
  });
});
