import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { niftiBytes, type NiftiFields } from '@aiaa/imaging-io/testing';
import { IDENTITY_AFFINE, makeVolume, type Affine } from '@aiaa/volume';
import { SHEARED_AFFINES, chiralVolume } from '@aiaa/volume/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { factsTable } from './facts-table.js';
import { imageFacts } from './image-facts.js';
import { readFiles } from './read-files.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'aiaa-facts-'))));
afterAll(() => rm(folder, { recursive: true }));

const inFolder = (name: string): string => join(folder, name);

/** What `aiaa info` prints of files in the folder. */
async function tableOf(...names: readonly string[]): Promise<readonly string[]> {
  const image = await readFiles(names.map(inFolder));
  return factsTable(imageFacts(names, image)).split('\n');
}

describe('the table of each format', () => {
  it('NIfTI, sheared', async () => {
    await writeImage(inFolder('ct.nii.gz'), chiralVolume('int16', SHEARED_AFFINES[0]));
    expect(await tableOf('ct.nii.gz')).toEqual([
      'file         ct.nii.gz',
      'format       NIfTI',
      'size         11 x 13 x 7 voxels',
      'spacing      0.9 x 1.3 x 2.81603 mm, 9.9 x 16.9 x 19.7122 mm in all',
      'orientation  RAS, oblique by 16.5 degrees, sheared by 16.5 degrees',
      'affine       0.9  0    0    -31',
      '             0    1.3  0.8   12',
      '             0    0    2.7  104',
      '             0    0    0      1',
      'type         int16',
      'range        0 to 1000',
      '',
    ]);
  });

  it('NRRD, oblique', async () => {
    await writeImage(inFolder('mr.nrrd'), chiralVolume('float32'));
    expect(await tableOf('mr.nrrd')).toEqual([
      'file         mr.nrrd',
      'format       NRRD',
      'size         11 x 13 x 7 voxels',
      'spacing      0.9 x 1.3 x 2.7 mm, 9.9 x 16.9 x 18.9 mm in all',
      'orientation  RAS, oblique by 35.88 degrees',
      'affine       0.7740804  -0.6623972  -0.0671808  -31.5',
      '             0.4228821   1.0533109  -0.9459084   12.25',
      '             0.1788024   0.3765183   2.5279921  104',
      '             0           0           0            1',
      'type         float32',
      'range        0 to 1000',
      '',
    ]);
  });

  it('MetaImage, its voxels in another file, one channel a colour', async () => {
    const header = [
      'ObjectType = Image',
      'NDims = 3',
      'DimSize = 2 2 1',
      'ElementSpacing = 0.5 0.5 4',
      'ElementNumberOfChannels = 3',
      'ElementType = MET_UCHAR',
      'ElementDataFile = rgb.raw',
    ];
    await writeFile(inFolder('rgb.mhd'), `${header.join('\n')}\n`);
    await writeFile(
      inFolder('rgb.raw'),
      Uint8Array.from({ length: 12 }, (_, at) => at),
    );
    const table = await tableOf('rgb.mhd');
    expect(table.slice(0, 4)).toEqual([
      'file         rgb.mhd',
      'format       MetaImage',
      'size         2 x 2 x 1 voxels, 3 channels',
      'spacing      0.5 x 0.5 x 4 mm, 1 x 1 x 4 mm in all',
    ]);
    expect(table).toContain('range        0 to 11');
  });

  it('PNG', async () => {
    const voxels = Uint16Array.of(0, 1, 2, 3, 4, 50_000);
    await writeImage(inFolder('x.png'), makeVolume({ voxels, size: [3, 2, 1], affine: IDENTITY_AFFINE }));
    const table = await tableOf('x.png');
    expect(table.slice(1, 3)).toEqual(['format       PNG', 'size         3 x 2 x 1 voxels']);
    expect(table.slice(-4)).toEqual([
      'type         uint16',
      'range        0 to 50000',
      expect.stringMatching(/^Note: A picture has no place in the patient/),
      '',
    ]);
  });

  it('JPEG', async () => {
    await writeFile(inFolder('x.jpg'), RED_JPEG);
    const table = await tableOf('x.jpg');
    expect(table.slice(1, 3)).toEqual(['format       JPEG', 'size         4 x 3 x 1 voxels, 3 channels']);
    expect(table).toContainEqual(expect.stringMatching(/^Note: A picture has no place/));
  });

  it('several images of one grid: their channels', async () => {
    for (const name of ['t1.nii', 't2.nii']) await writeImage(inFolder(name), chiralVolume('uint8'));
    expect((await tableOf('t1.nii', 't2.nii')).slice(0, 4)).toEqual([
      'files        t1.nii',
      '             t2.nii',
      'format       NIfTI',
      'size         11 x 13 x 7 voxels, 2 channels',
    ]);
  });

  it('a pair of which both files are named is one image', async () => {
    await writeFile(inFolder('pair.hdr'), niftiBytes({ magic: 'ni1\0', voxOffset: 0 }).subarray(0, 352));
    await writeFile(inFolder('pair.img'), new Uint8Array(48));
    for (const names of [['pair.hdr'], ['pair.img'], ['pair.hdr', 'pair.img']])
      expect(await tableOf(...names)).toContain('size         2 x 3 x 4 voxels');
  });
});

describe('a row of the table', () => {
  async function rowOf(name: string, fields: NiftiFields): Promise<readonly string[]> {
    const image = await readImage({ bytes: niftiBytes(fields), name: 'image.nii' });
    const table = factsTable(imageFacts(['image.nii'], image)).split('\n');
    const first = table.findIndex((line) => line.startsWith(name));
    const more = table.slice(first + 1).findIndex((line) => !line.startsWith(' '));
    return table.slice(first, first + 1 + more).map((line) => line.slice(13));
  }
  const floats = (...values: readonly number[]): NiftiFields => {
    const all = Float32Array.from({ length: 24 }, (_, at) => values[at % values.length]);
    return { datatype: 16, bitpix: 32, voxels: new Uint8Array(all.buffer) };
  };
  const placed = (...srow: readonly number[]): NiftiFields => ({ pixdim: [1, 0, 0, 0], srow });
  const RIGHT_BACK_DOWN = placed(2, 0, 0, -10, 0, -2, 0, 0.25, 0, 0, -2, 1e5);
  const MICROMETRES = placed(1e-3, 0, 0, 1e-9, 0, 1e-3, 0, -1e-9, 0, 0, 2.5e-3, 12.5);
  const NEARLY_ALONG = placed(1, 1e-7, 0, 0, -1e-7, 1, 0, 0, 0, 0, 1, 0);

  it.each<[string, string, NiftiFields, readonly string[]]>([
    ['scaled numbers', 'type', { slope: 0.5 }, ['int16 in the file, float32 here']],
    ['no type lost', 'type', {}, ['int16']],
    ['64-bit integers', 'type', { datatype: 1024, bitpix: 64, voxels: new Uint8Array(192) }, ['int64 in the file, float64 here']],
    ['fractions', 'range', floats(-1 / 3, 1e-9), ['-0.333333 to 1e-9']],
    ['large whole numbers', 'range', floats(0, 16_777_215), ['0 to 16777215']],
    ['one NaN', 'range', floats(...Array<number>(23).fill(2), NaN), ['2 to 2; 1 voxel is not finite']],
    ['infinities', 'range', floats(1, -Infinity), ['1 to 1; 12 voxels are not finite']],
    ['nothing finite', 'range', floats(NaN), ['no voxel is finite']],
    ['another orientation', 'orientation', RIGHT_BACK_DOWN, ['RPI']],
    ['rounding of the axes', 'orientation', NEARLY_ALONG, ['RAS']],
    ['digits of several lengths', 'affine', RIGHT_BACK_DOWN, [
      '2   0   0     -10',
      '0  -2   0       0.25',
      '0   0  -2  100000',
      '0   0   0       1',
    ]],
    ['a grid of micrometres', 'affine', MICROMETRES, [
      '0.001  0      0        0.000000001',
      '0      0.001  0       -0.000000001',
      '0      0      0.0025  12.5',
      '0      0      0        1',
    ]],
    ['rounding of the affine, and no -0', 'affine', NEARLY_ALONG, ['1  0  0  0', '0  1  0  0', '0  0  1  0', '0  0  0  1']],
    ['frames', 'size', { dim: [4, 2, 3, 2, 2, 1, 1, 1] }, ['2 x 3 x 2 voxels, 2 channels']],
  ])('%s', async (_what, name, fields, expected) => {
    expect(await rowOf(name, fields)).toEqual(expected);
  }); // prettier-ignore

  it('a file name cannot steer the terminal', async () => {
    const image = await readImage({ bytes: niftiBytes(), name: 'x.nii' });
    const [first] = factsTable(imageFacts(['\x1b[31mred\n.nii'], image)).split('\n');
    expect(first).toBe('file         ?[31mred?.nii');
  });
});

describe('the facts for scripts', () => {
  it('are the same after JSON', async () => {
    const affine: Affine = [0, 0, -2, 30, 0.5, 0, 0, -10, 0, 1, 0, 7, 0, 0, 0, 1];
    const voxels = Float32Array.of(NaN, 1.5, -2, Infinity);
    await writeImage(inFolder('facts.nrrd'), makeVolume({ voxels, size: [2, 1, 2], affine }));
    const facts = imageFacts(['facts.nrrd'], await readFiles([inFolder('facts.nrrd')]));
    expect(JSON.parse(JSON.stringify(facts))).toEqual({
      files: ['facts.nrrd'],
      format: 'nrrd',
      size: [2, 1, 2],
      channels: 1,
      spacing: [0.5, 1, 2],
      orientation: 'ASL',
      obliqueDegrees: 0,
      shearDegrees: 0,
      affine: [
        [0, 0, -2, 30],
        [0.5, 0, 0, -10],
        [0, 1, 0, 7],
        [0, 0, 0, 1],
      ],
      stored: 'float32',
      dtype: 'float32',
      min: -2,
      max: 1.5,
      notFinite: 2,
      warnings: [],
    });
  });

  it('have null where no voxel is finite', async () => {
    const volume = makeVolume({ voxels: Float32Array.of(NaN), size: [1, 1, 1], affine: IDENTITY_AFFINE });
    const facts = imageFacts([], { volume, format: 'nrrd', stored: 'float32', warnings: [] });
    expect(facts).toMatchObject({ min: null, max: null, notFinite: 1 });
  });
});

/** 4 x 3 pixels of one red, by Pillow 13. */
const RED_JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBgg' +
    'LDAsKDAkKCgr/2wBDAQICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgr/' +
    'wAARCAADAAQDAREAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAACP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAA' +
    'AAAAAAGCf/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/ACeDqmP/2Q==',
  'base64',
);
