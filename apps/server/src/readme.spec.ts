import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readImage } from '@aiaa/imaging-io';
import { linearIndex } from '@aiaa/volume';
import { eventually } from './testing/eventually.js';
import { isBuilt, spawnServer, type ServerProcess } from './testing/server-process.js';

jest.setTimeout(60_000);

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SAMPLE = join(ROOT, 'apps/server/sample/ct_phantom.nii.gz');
const README = await readFile(join(ROOT, 'README.md'), 'utf8');
/** Every curl command of the README, whole, in the order of the page. */
const CURLS = [...README.matchAll(/^curl (?:[^\n]*\\\n)*[^\n]*$/gm)].map(([command]) => command);
const canRun = isBuilt && spawnSync('curl', ['--version']).status === 0;

let folder: string;
let run: ServerProcess;
let url: string;
beforeAll(async () => {
  if (!canRun) return;
  folder = await mkdtemp(join(tmpdir(), 'aiaa-readme-'));
  for (const name of ['apps', 'libs']) await symlink(join(ROOT, name), join(folder, name));
  run = spawnServer(folder, '--port', '0', '--temp', join(folder, 'temp'), '--log_format', 'pretty');
  url = await run.listening();
});
afterAll(async () => {
  if (!canRun) return;
  run.child.kill('SIGTERM');
  await run.ended;
  await rm(folder, { recursive: true });
});

async function replay(command: string): Promise<string> {
  const here = command.replace('http://127.0.0.1:5000', url).replace(/^curl /, 'curl -sS --fail-with-body ');
  return (await promisify(execFile)('sh', ['-c', here], { cwd: folder })).stdout;
}

(canRun ? describe : describe.skip)(
  `the README${canRun ? '' : ' (skipped: not built, or no curl here)'}`,
  () => {
    it('shows how to list models and how to segment', () => {
      expect(CURLS.filter((command) => command.includes('/v1/models'))).toHaveLength(3);
      expect(CURLS.filter((command) => command.includes('/v1/segmentation'))).toHaveLength(2);
    });

    it.each(CURLS.filter((command) => command.includes('/v1/models')))('%s', async (command) => {
      const answer = JSON.parse(await replay(command));
      const tissue = expect.objectContaining({ name: 'ct_tissue', type: 'segmentation' });
      expect([answer].flat()).toContainEqual(tissue);
    });

    it.each(CURLS.filter((command) => command.includes('/v1/segmentation')))('%s', async (command) => {
      await replay(command);
      const result = /-o (\S+)$/.exec(command)?.[1] ?? '';
      const [mask, image] = await Promise.all([readImage(join(folder, result)), readImage(SAMPLE)]);
      expect(mask.volume.size).toEqual(image.volume.size);
      if (result.endsWith('.nrrd')) expect([mask.format, mask.stored]).toEqual(['nrrd', 'uint16']);
      else expect(mask.nifti).toEqual(image.nifti);
    });

    it('shows a click, and the polygons of what it found', async () => {
      const [click] = CURLS.filter((command) => command.includes('/v1/deepgrow'));
      const [polygons] = CURLS.filter((command) => command.includes('/v1/mask2polygon'));
      await replay(click);
      const { volume } = await readImage(join(folder, 'organ.nii.gz'));
      expect(volume.voxels[linearIndex(volume.size, 60, 50, 20)]).toBe(1);
      const slices: unknown[][] = JSON.parse(await replay(polygons));
      expect(slices.map((rings) => rings.length > 0)).toEqual(slices.map((_, z) => z === 20));
    });

    it('shows what a model answers that classifies', async () => {
      const [line] = CURLS.filter((command) => command.includes('/v1/inference'));
      expect(JSON.stringify(JSON.parse(await replay(line)))).toMatch(/CT in Hounsfield units/);
    });

    it('shows how to administer a model', async () => {
      const lines = CURLS.filter((command) => command.includes('/admin/'));
      const answers: unknown[] = [];
      for (const line of lines) answers.push(JSON.parse(await replay(line)));
      const put = expect.objectContaining({ name: 'my_tissue', type: 'segmentation' });
      const config = expect.objectContaining({ inference: expect.anything() });
      expect(answers).toEqual([put, config, put, {}]);
    });

    it('promises a demo that says what it found', async () => {
      await eventually(() => /soft tissue +[\d,]+ +[\d.]+\n/.test(run.output()), 20_000);
      expect(run.output()).toContain('ct_tissue segmented the sample in');
    });
  },
);
