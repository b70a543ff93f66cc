import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { dicomSeries, niftiBytes } from '@aiaa/imaging-io/testing';
import { IDENTITY_AFFINE, allocateVoxels, makeVolume, sameAffine, type Volume } from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, SHEARED_AFFINES, chiralVolume } from '@aiaa/volume/testing';
import { PLAIN_ENVIRONMENT, runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(60_000);

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const MAIN = pathOf('../dist/main.js');
const SAMPLE = pathOf('../../server/sample/ct_phantom.nii.gz');

let root: string;
/** Where the command runs: a new empty folder for each test. */
let folder: string;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'aiaa-files-'))));
beforeEach(async () => void (folder = await mkdtemp(join(root, 'test-'))));
afterAll(() => rm(root, { recursive: true }));

/** Runs the built command. */
const aiaa = (...args: string[]): Promise<Run> => runProgram(folder, process.execPath, [MAIN, ...args]);

const inFolder = (name: string): string => join(folder, name);

const volumeOf = async (name: string): Promise<Volume> => (await readImage(inFolder(name))).volume;

describe('the folder of a DICOM series', () => {
  beforeEach(async () => {
    await mkdir(inFolder('study/series'), { recursive: true });
    for (const [at, { bytes }] of dicomSeries({ slices: [2, 0, 1] }).entries())
      await writeFile(inFolder(`study/series/IM${at}`), bytes);
    await writeFile(inFolder('study/.DS_Store'), 'hidden');
    await symlink('/etc/hostname', inFolder('study/series/link'));
  });

  it('is told as one image', async () => {
    const { code, stdout, stderr } = await aiaa('info', 'study');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^file {9}study\nformat {7}DICOM\nsize {9}5 x 4 x 3 voxels\n/);
    expect(stdout).toMatch(/\ntype {9}uint16\nrange {8}0 to 59\n$/);
  });

  it('is converted', async () => {
    const { code, stdout } = await aiaa('convert', 'study/series', 'scan.nii.gz');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^Wrote scan\.nii\.gz: 5 x 4 x 3 voxels, uint16/),
    ]);
    const { volume } = await readImage(inFolder('scan.nii.gz'));
    expect([...volume.voxels]).toEqual(Array.from({ length: 60 }, (_, at) => at));
  });
});

describe('aiaa info', () => {
  it('prints a table', async () => {
    await writeImage(inFolder('scan.nrrd'), chiralVolume('uint16', AXIS_ALIGNED_AFFINES[0]));
    const { code, stdout, stderr } = await aiaa('info', 'scan.nrrd');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^file {9}scan\.nrrd\nformat {7}NRRD\nsize {9}11 x 13 x 7 voxels\n/);
    expect(stdout).toMatch(/\ntype {9}uint16\nrange {8}0 to 1000\n$/);
  });

  it('prints one line of JSON', async () => {
    const { code, stdout, stderr } = await aiaa('info', '--json', SAMPLE);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    const { volume } = await readImage(SAMPLE);
    const { affine, ...facts } = JSON.parse(stdout) as { affine: number[][] };
    expect(affine.flat()).toEqual(volume.affine);
    expect(facts).toMatchObject({
      files: [SAMPLE],
      format: 'nifti',
      size: [112, 96, 40],
      channels: 1,
      stored: 'int16',
      dtype: 'int16',
      min: -1024,
      max: 734,
      notFinite: 0,
      warnings: [],
    });
  });

  it('reads the file beside a header', async () => {
    await writeFile(inFolder('pair.hdr'), niftiBytes({ magic: 'ni1\0', voxOffset: 0 }).subarray(0, 352));
    await writeFile(inFolder('pair.img'), new Uint8Array(48));
    expect((await aiaa('info', 'pair.hdr')).stdout).toContain('size         2 x 3 x 4 voxels\n');
  });

  it('says nothing to a reader that is gone', async () => {
    const running = spawn(process.execPath, [MAIN, 'info', SAMPLE], { cwd: folder, env: PLAIN_ENVIRONMENT });
    running.stdout.destroy();
    const said: unknown[] = [];
    running.stderr.on('data', (chunk) => said.push(String(chunk)));
    const code = await new Promise((resolve) => running.once('close', resolve));
    expect([code, said]).toEqual([0, []]);
  });
});

describe('aiaa convert keeps voxels, type and place', () => {
  it.each([
    ['NIfTI, sheared', 'in.nii.gz', 'out.nrrd', chiralVolume('int16', SHEARED_AFFINES[0])],
    ['NRRD, sheared', 'in.nrrd', 'out.nii', chiralVolume('float32', SHEARED_AFFINES[1])],
    ['several channels', 'in.nrrd', 'out.nii.gz', channelsOf(chiralVolume('int32'), 3)],
  ])('%s: %s to %s and back', async (_what, first, second, volume) => {
    await writeImage(inFolder(first), volume);
    const back = `back-${first}`;
    expect(await aiaa('convert', first, second)).toMatchObject({ code: 0, stderr: '' });
    expect(await aiaa('convert', second, back)).toMatchObject({ code: 0, stderr: '' });
    for (const name of [second, back]) {
      const { voxels, size, channels, affine, dtype } = await volumeOf(name);
      expect([size, channels, dtype]).toEqual([volume.size, volume.channels, volume.dtype]);
      expect(voxels).toEqual(volume.voxels);
      // NIfTI-1 holds it in 32 bits.
      expect(sameAffine(affine, volume.affine, 1e-5)).toBe(true);
    }
    expect((await readdir(folder)).sort()).toEqual([back, first, second].sort());
  });

  it('a picture through NIfTI', async () => {
    const voxels = Uint8Array.from({ length: 60 }, (_, at) => (at * 41) % 256);
    const picture = makeVolume({ voxels, size: [5, 4, 1], channels: 3, affine: IDENTITY_AFFINE });
    await writeImage(inFolder('in.png'), picture);
    const there = await aiaa('convert', 'in.png', 'mid.nii.gz');
    expect([there.code, there.stderr]).toEqual([0, expect.stringMatching(/^Note: A picture has no place/)]);
    const back = await aiaa('convert', 'mid.nii.gz', 'back.png');
    expect([back.code, back.stderr]).toEqual([
      0,
      'Note: A PNG file holds the voxels alone; their spacing, orientation and origin are lost.\n',
    ]);
    const { voxels: found, size, channels } = await volumeOf('back.png');
    expect([found, size, channels]).toEqual([voxels, [5, 4, 1], 3]);
  });

  it('and the header of a NIfTI image', async () => {
    const place = { qformCode: 4, sformCode: 2, srow: [2, 0, 0, 5, 0, 3, 0, 6, 0, 0, 4, 7] };
    await writeFile(inFolder('in.nii'), niftiBytes({ ...place, pixdim: [1, 2, 3, 4, 1, 1, 1, 1] }));
    expect(await aiaa('convert', 'in.nii', 'out.nii.gz')).toMatchObject({ code: 0, stderr: '' });
    const [before, after] = [await readImage(inFolder('in.nii')), await readImage(inFolder('out.nii.gz'))];
    expect(after.nifti).toEqual(before.nifti);
  });
});

describe('aiaa convert', () => {
  it('says what was written', async () => {
    const { stdout } = await aiaa('convert', SAMPLE, 'out.nii', '--dtype', 'float32');
    expect(stdout).toBe('Wrote out.nii: 112 x 96 x 40 voxels, float32, 1.6 MiB.\n');
    const [written, sample] = [await volumeOf('out.nii'), (await readImage(SAMPLE)).volume];
    expect(written.voxels).toEqual(Float32Array.from(sample.voxels));
  });

  it('makes several images the channels of one', async () => {
    const [t1, t2] = [chiralVolume('int16'), chiralVolume('uint8')];
    await writeImage(inFolder('t1.nii'), t1);
    await writeImage(inFolder('t2.nii'), t2);
    const { stdout } = await aiaa('convert', 't1.nii', 't2.nii', 'both.nrrd', '--dtype', 'int16');
    expect(stdout).toMatch(/^Wrote both\.nrrd: 11 x 13 x 7 voxels, 2 channels, int16, /);
    expect([...(await volumeOf('both.nrrd')).voxels]).toEqual([...t1.voxels, ...t2.voxels]);
  });

  it('packs as hard as it is told', async () => {
    const bytes: number[] = [];
    for (const level of ['0', '1', '9']) {
      expect((await aiaa('convert', SAMPLE, `${level}.nii.gz`, '--level', level)).code).toBe(0);
      bytes.push((await readFile(inFolder(`${level}.nii.gz`))).length);
    }
    expect(bytes[0]).toBeGreaterThan(112 * 96 * 40 * 2);
    expect(bytes[1]).toBeLessThan(bytes[0]);
    expect(bytes[2]).toBeLessThan(bytes[1]);
  });

  it('replaces a file only when it is told to, even the very image', async () => {
    await writeImage(inFolder('scan.nii'), chiralVolume('uint8'));
    const before = await readFile(inFolder('scan.nii'));
    const refused = await aiaa('convert', 'scan.nii', 'scan.nii', '--dtype', 'int16');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      'aiaa: scan.nii exists; give another name, or --force to replace it.\n',
    ]);
    expect(await readFile(inFolder('scan.nii'))).toEqual(before);
    expect((await aiaa('convert', '-f', 'scan.nii', 'scan.nii', '--dtype', 'int16')).code).toBe(0);
    expect((await volumeOf('scan.nii')).voxels).toEqual(Int16Array.from(chiralVolume('uint8').voxels));
    expect(await readdir(folder)).toEqual(['scan.nii']);
  });

  it('does not replace a link that leads nowhere', async () => {
    await symlink('absent.nii', inFolder('out.nii'));
    const { code, stderr } = await aiaa('convert', SAMPLE, 'out.nii');
    expect([code, stderr]).toEqual([
      1,
      'aiaa: out.nii exists; give another name, or --force to replace it.\n',
    ]);
  });

  it('leaves nothing when Ctrl-C stops it', async () => {
    await writeImage(inFolder('noise.nii'), noise());
    const args = [MAIN, 'convert', 'noise.nii', 'out.nii.gz', '--level', '9'];
    const running = spawn(process.execPath, args, { cwd: folder, env: PLAIN_ENVIRONMENT });
    const ended = new Promise<readonly [number | null, string]>((resolve) => {
      let stderr = '';
      running.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
      running.on('close', (code) => resolve([code, stderr]));
    });
    while ((await readdir(folder)).length === 1) await setTimeout(5);
    const meanwhile = await readdir(folder);
    running.kill('SIGINT');
    expect(await ended).toEqual([130, 'Cancelled; nothing was written.\n']);
    expect(meanwhile).not.toContain('out.nii.gz');
    expect(await readdir(folder)).toEqual(['noise.nii']);
  });
});

describe('what goes wrong is one sentence and exit code 1', () => {
  beforeEach(async () => {
    await writeImage(inFolder('scan.nii'), chiralVolume('int16'));
    await writeFile(inFolder('text.nii.gz'), 'no image');
    await writeFile(inFolder('\x1b[2J.txt'), 'no image');
    await mkdir(inFolder('folder.nii'));
    await writeFile(inFolder('alone.hdr'), niftiBytes({ magic: 'ni1\0', voxOffset: 0 }).subarray(0, 352));
    const int8 = makeVolume({ voxels: Int8Array.of(-1), size: [1, 1, 1], affine: IDENTITY_AFFINE });
    await writeImage(inFolder('int8.nrrd'), int8);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a file that is not there', ['info', 'no.nii'], /^aiaa: no\.nii does not exist\.\n$/],
    ['one of two that is not there', ['info', 'scan.nii', 'no.nii'], /^aiaa: no\.nii does not exist\.\n$/],
    ['a folder of nothing', ['info', 'folder.nii'], /^aiaa: folder\.nii holds no files\.\n$/],
    ['a folder of many things', ['info', '.'], /^aiaa: /],
    ['no image', ['info', 'text.nii.gz'], /^aiaa: The file "text\.nii\.gz" holds no image .+\.\n$/],
    ['a name that would steer the terminal', ['info', '\x1b[2J.txt'], /^aiaa: The file "\\u001b\[2J\.txt" holds/],
    ['a header alone', ['info', 'alone.hdr'], /^aiaa: "alone\.hdr" is a header .+ "alone\.img", which is missing/],
    ['no file', ['info'], /^error: missing required argument 'files'\n$/],
    ['no image to convert', ['convert', 'no.nii', 'out.nii'], /^aiaa: no\.nii does not exist\.\n$/],
    ['nowhere to convert to', ['convert', 'scan.nii'], /^error: missing required argument 'out'\n$/],
    ['a format that is not written', ['convert', 'scan.nii', 'out.mha'], /^error: the name 'out\.mha' must end in one of \.nii\.gz, \.nii, \.nrrd, \.png, /],
    ['a folder that is not there', ['convert', 'scan.nii', 'no/out.nii'], /^aiaa: no\/out\.nii cannot be written: there is no folder no\.\n$/],
    ['a file for a folder', ['convert', 'scan.nii', 'scan.nii/out.nii'], /^aiaa: scan\.nii\/out\.nii cannot be written: scan\.nii is no folder\.\n$/],
    ['a folder for a file', ['convert', 'scan.nii', 'folder.nii', '-f'], /^aiaa: folder\.nii cannot be written: a folder has that name\.\n$/],
    ['a volume for a picture', ['convert', 'scan.nii', 'out.png'], /^aiaa: The volume has 11 x 13 x 7 voxels; a PNG holds one slice/],
    ['a type that cannot hold it', ['convert', 'scan.nii', 'out.nii', '--dtype', 'uint8'], /^aiaa: The voxel value 1000 does not fit uint8/],
    ['int8 for NIfTI', ['convert', 'int8.nrrd', 'out.nii'], /^aiaa: The voxels are int8, .+ add --dtype int16\.\n$/],
    ['a type that is none', ['convert', 'scan.nii', 'out.nii', '--dtype', 'bool'], /^error: .+ Allowed choices are uint8, /],
    ['a level that is none', ['convert', 'scan.nii', 'out.nrrd', '--level', '10'], /^error: .+ a whole number from 0 to 9\.\n$/],
    ['a level for what is not packed', ['convert', 'scan.nii', 'out.nii', '--level', '9'], /^error: a \.nii file is never packed/],
  ])('%s', async (_what, args, sentence) => {
    const before = await readdir(folder);
    const { code, stdout, stderr } = await aiaa(...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.split('\n')).toHaveLength(2);
    expect(await readdir(folder)).toEqual(before);
  }); // prettier-ignore
});

/** The same volume `channels` times, each time with other values. */
function channelsOf({ voxels, size, affine, dtype }: Volume, channels: number): Volume {
  const all = allocateVoxels(dtype, channels * voxels.length);
  for (let at = 0; at < all.length; at++) all[at] = voxels[at % voxels.length] + at;
  return makeVolume({ voxels: all, size, affine, channels });
}

/** What takes zlib a second or so: 24 million bytes of no pattern. */
function noise(): Volume {
  const voxels = new Uint16Array(200 * 200 * 300);
  let state = 1;
  for (let at = 0; at < voxels.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0; // Numerical Recipes, "quick and dirty" generator
    voxels[at] = state >>> 16;
  }
  return makeVolume({ voxels, size: [200, 200, 300], affine: IDENTITY_AFFINE });
}
