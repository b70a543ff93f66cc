import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readImage } from '@aiaa/imaging-io';
import { countLabels, labelMapOf, type LabelMap } from '@aiaa/volume';
import { runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(120_000);

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const MAIN = pathOf('../dist/main.js');
const SAMPLE = pathOf('../../server/sample/ct_phantom.nii.gz');
const DATA = process.env['AIAA_TEST_DATA'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the built command. */
const aiaa = (...args: string[]): Promise<Run> => runProgram(folder, process.execPath, [MAIN, ...args]);

async function labelsOf(path: string): Promise<LabelMap> {
  const map = labelMapOf((await readImage({ path })).volume);
  expect(map.dtype).toBe('uint8');
  return map;
}

describe('aiaa', () => {
  it('lists what can run', async () => {
    const { code, stdout } = await aiaa('list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ct_tissue {2}\(segmentation\) {2}air and lung, fat, soft tissue, bone\n {4}\S/m);
  });

  it('says that nothing can run', async () => {
    expect(await aiaa('list', '--bundled_models', 'off')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No model can run.\n',
    });
  });

  it('segments the sample into a mask on its grid, and leaves nothing else', async () => {
    const { code, stdout, stderr } = await aiaa(
      'segment',
      '--model',
      'ct_tissue',
      '--out',
      'mask.nii.gz',
      SAMPLE,
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Wrote the mask to mask\.nii\.gz in \d+\.\d s \(read \d+ ms, /);
    const mask = await labelsOf(join(folder, 'mask.nii.gz'));
    const { volume } = await readImage({ path: SAMPLE });
    expect([mask.size, mask.affine]).toEqual([volume.size, volume.affine]);
    const found = [...countLabels(mask).keys()].filter((label) => (countLabels(mask)[label] ?? 0) > 0);
    expect(found).toEqual([1, 2, 3, 4]);
    expect(await readdir(folder)).toEqual(['mask.nii.gz']);
  });

  it('segments a pair that is named by its header', async () => {
    const single = gunzipSync(await readFile(SAMPLE));
    const header = Buffer.from(single.subarray(0, 348));
    header.write('ni1', 344, 'latin1');
    header.writeFloatLE(0, 108); // vox_offset
    await writeFile(join(folder, 'pair.hdr'), header);
    await writeFile(join(folder, 'pair.img'), single.subarray(352));
    const { code } = await aiaa('segment', '-m', 'ct_tissue', '-o', 'pair.nrrd', 'pair.hdr');
    expect(code).toBe(0);
    const fromPair = await labelsOf(join(folder, 'pair.nrrd'));
    expect(fromPair.voxels).toEqual((await labelsOf(join(folder, 'mask.nii.gz'))).voxels);
  });

  (DATA === undefined ? it.skip : it)(
    'finds the white and grey matter that a MeshNet finds, in half precision too',
    async () => {
      const data = DATA ?? '';
      const model = join(folder, 'workspace/models/brain');
      await copyModel(join(data, 'models/meshnet/model5_gw_ae.onnx'), model);
      const image = join(data, 'models/niivue+niivue-brainchop/public/t1_crop.nii.gz');
      const run = await aiaa('segment', '-w', 'workspace', '-m', 'brain', '-o', 'brain.nii.gz', image);
      expect(run.code).toBe(0);
      const counts = countLabels(await labelsOf(join(folder, 'brain.nii.gz')));
      expect(Math.abs((counts[1] ?? 0) - 518_540)).toBeLessThanOrEqual(50);
      expect(Math.abs((counts[2] ?? 0) - 735_212)).toBeLessThanOrEqual(50);

      const { inference, ...config } = JSON.parse(await readFile(join(model, 'config_aiaa.json'), 'utf8'));
      inference.AIAA.args.precision = 'float16';
      await writeFile(join(model, 'config_aiaa.json'), JSON.stringify({ ...config, inference }));
      const half = await aiaa('segment', '-w', 'workspace', '-m', 'brain', '-o', 'half.nii.gz', image);
      expect(half.code).toBe(0);
      const { voxels } = await labelsOf(join(folder, 'brain.nii.gz'));
      const halved = await labelsOf(join(folder, 'half.nii.gz'));
      expect(halved.voxels.filter((label, at) => label !== voxels[at]).length).toBeLessThan(1000);
    },
  );
});

describe('the README', () => {
  it('has commands that run as they stand', async () => {
    const commands = [
      ...(await readFile(pathOf('../../../README.md'), 'utf8')).matchAll(/^npx aiaa (.+)$/gm),
    ];
    expect(commands.map(([, line]) => line?.split(' ')[0])).toEqual([
      'list',
      'segment',
      'deepgrow',
      'polygons',
      'info',
      'convert',
    ]);
    for (const [, line = ''] of commands) {
      const args = line.replace('apps/server/sample/ct_phantom.nii.gz', SAMPLE).split(' ');
      expect(await aiaa(...args)).toMatchObject({ code: 0, stderr: '' });
    }
  });
});

describe('what goes wrong is one sentence and exit code 1', () => {
  const segment = (image: string, ...more: string[]) =>
    aiaa('segment', '-m', 'ct_tissue', '-o', 'out.nii.gz', image, ...more);

  it.each([
    [
      'a file that is not there',
      () => segment('nothing.nii.gz'),
      /^aiaa: nothing\.nii\.gz does not exist\.\n$/,
    ],
    [
      'a folder of no files',
      async () => {
        await mkdir(join(folder, 'empty'));
        return segment('empty');
      },
      /^aiaa: empty holds no files/,
    ],
    [
      'a mask as DICOM of what is none',
      () => segment(SAMPLE, '-o', 'out.dcm'),
      /^aiaa: A \.dcm result is written on the DICOM series of its image, and this image did not come as DICOM;/,
    ],
    [
      'a model that is not there',
      () => segment(SAMPLE, '-m', 'nobody'),
      /^aiaa: There is no model "nobody"\. Loaded: annotation_dextr3d, ct_or_not, ct_tissue, deepgrow_2d, deepgrow_3d, deepgrow_pipeline\.\n$/,
    ],
    [
      'a result of another format',
      () => segment(SAMPLE, '-o', 'out.mha'),
      /ends in \.nii\.gz, \.nii, \.nrrd, \.png, \.dcm/,
    ],
    [
      'a picture of a volume',
      () => segment(SAMPLE, '-o', 'out.png'),
      /slices, and a \.png file holds one; ask for \.nii\.gz/,
    ],
    [
      'a place that is not there',
      () => segment(SAMPLE, '-o', 'no/such/out.nii.gz'),
      /^aiaa: no\/such\/out\.nii\.gz cannot be written: there is no folder no\/such\.\n$/,
    ],
    [
      'a place that a folder has',
      async () => {
        await mkdir(join(folder, 'folder.nii.gz'));
        return segment(SAMPLE, '-o', 'folder.nii.gz');
      },
      /^aiaa: folder\.nii\.gz cannot be written: a folder has that name\.\n$/,
    ],
    [
      'a workspace that is not there',
      () => aiaa('list', '-w', 'no/such'),
      /^aiaa: There is no folder no\/such\.\n$/,
    ],
    ['threads that are none', () => segment(SAMPLE, '--threads', 'two'), /a whole number from 1/],
  ])('%s', async (_what, run, sentence) => {
    const { code, stdout, stderr } = await run();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(await readdir(folder)).not.toContain('out.nii.gz');
  });

  it('an image that is none', async () => {
    await writeFile(join(folder, 'text.nii.gz'), 'no image');
    const { code, stderr } = await segment('text.nii.gz');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^aiaa: .*text\.nii\.gz.*\n$/);
  });
});

/** The MeshNet with the config that docs/model-config.md shows as its example. */
async function copyModel(network: string, folderOfModel: string): Promise<void> {
  const page = await readFile(pathOf('../../../docs/model-config.md'), 'utf8');
  const [, config = ''] = /```json\n([^]*?)```/.exec(page) ?? [];
  await mkdir(folderOfModel, { recursive: true });
  await writeFile(join(folderOfModel, 'config_aiaa.json'), config);
  await cp(network, join(folderOfModel, 'model.onnx'));
}
