import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readImage } from '@aiaa/imaging-io';
import { linearIndex } from '@aiaa/volume';
import { decideConfig } from './config.js';
import { isBuilt, spawnServer, type ServerProcess } from './testing/server-process.js';

jest.setTimeout(60_000);

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SAMPLE = join(ROOT, 'apps/server/sample/ct_phantom.nii.gz');
const PAGE = await readFile(join(ROOT, 'docs/sessions.md'), 'utf8');
const SCRIPTS = [...PAGE.matchAll(/```sh\n([^]*?)```/g)].map(([, script = '']) => script);
const canRun = isBuilt && spawnSync('curl', ['--version']).status === 0;

let folder: string;
let run: ServerProcess;
let url: string;
beforeAll(async () => {
  if (!canRun) return;
  folder = await mkdtemp(join(tmpdir(), 'aiaa-sessions-page-'));
  await symlink(join(ROOT, 'apps'), join(folder, 'apps'));
  const folders = ['--workspace', join(folder, 'workspace'), '--temp', join(folder, 'temp')];
  run = spawnServer(folder, '--port', '0', '--log_level', 'trace', ...folders);
  url = await run.listening();
});
afterAll(async () => {
  if (!canRun) return;
  run.child.kill('SIGTERM');
  await run.ended;
  await rm(folder, { recursive: true });
});

/** Runs what the page shows, one after the other in one shell, and then `more`. */
async function replay(scripts: readonly string[], more = ''): Promise<string> {
  const here = [...scripts, more]
    .join('\n')
    .replaceAll('http://127.0.0.1:5000', url)
    .replaceAll('curl ', 'curl -sS --fail-with-body ');
  return (await promisify(execFile)('sh', ['-ec', here], { cwd: folder })).stdout;
}

(canRun ? describe : describe.skip)(
  `docs/sessions.md${canRun ? '' : ' (skipped: not built, or no curl here)'}`,
  () => {
    it('shows what works, from the upload to the end', async () => {
      const said = await replay(SCRIPTS);
      const [known] = said.split('\n');
      expect(JSON.parse(known ?? '')).toMatchObject({ image: 'ct_phantom.nii.gz', expiry: 600 });
      const { volume } = await readImage(SAMPLE);
      for (const name of ['mask.nii.gz', 'first.nii.gz', 'second.nii.gz']) {
        const mask = await readImage(join(folder, name));
        expect([mask.volume.size, mask.volume.affine]).toEqual([volume.size, volume.affine]);
      }
      const second = await readImage(join(folder, 'second.nii.gz'));
      const at = (x: number) => second.volume.voxels[linearIndex(volume.size, x, 60, 20)];
      expect([at(60), at(70), at(20)]).toEqual([1, 1, 0]);
      const [sent, back] = await Promise.all(
        [SAMPLE, join(folder, 'image.nii.gz')].map((path) => readFile(path)),
      );
      expect(back?.equals(sent ?? Buffer.alloc(0))).toBe(true);
      expect(await readdir(join(folder, 'workspace/sessions'))).toEqual([]);
    });

    it('says truly who may look into the folders', async () => {
      const id = (await replay(SCRIPTS.slice(0, 1), 'printf %s "$SESSION"')).trim();
      const session = join(folder, 'workspace/sessions', id);
      const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
      expect(await Promise.all([join(session, '..'), session].map(modeOf))).toEqual(['700', '700']);
      const files = await readdir(session);
      expect(files).toHaveLength(3);
      for (const file of files) expect(await modeOf(join(session, file))).toBe('600');
      expect(run.output()).not.toContain('ct_phantom');
    });

    it('names flags that there are, with their defaults', () => {
      const flags = [...new Set(PAGE.match(/--\w+/g))];
      expect(flags).toHaveLength(4);
      const help = decideConfig(['--help'], {});
      for (const flag of flags) expect('output' in help && help.output).toContain(flag);
      expect(decideConfig([], {})).toMatchObject({
        sessions: { defaultSeconds: 3600, ceilingSeconds: 86_400, quotaBytes: 50 * 1024 ** 3 },
        warmBytes: 640 * 1024 ** 2,
      });
    });
  },
);
