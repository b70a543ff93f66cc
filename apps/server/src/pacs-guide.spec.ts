import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DEFAULT_FETCH_LIMITS, storeDicom } from '@aiaa/fetching';
import { hasDicomServer, startDicomServers, type DicomServers } from '@aiaa/fetching/testing';
import { readImage, type Image } from '@aiaa/imaging-io';
import { linearIndex } from '@aiaa/volume';
import { decideConfig } from './config.js';
import { isBuilt, spawnServer, type ServerProcess } from './testing/server-process.js';
import { seriesOf } from './testing/series-of.js';

jest.setTimeout(120_000);

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLI = join(ROOT, 'apps/cli/dist/main.js');
const PAGE = await readFile(join(ROOT, 'docs/guides/pacs.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...PAGE.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
const canRun =
  isBuilt && existsSync(CLI) && hasDicomServer('orthanc') && spawnSync('curl', ['--version']).status === 0;

let folder: string;
let run: ServerProcess;
let url: string;
let pacs: DicomServers;
let orthanc: { readonly port: number; readonly httpPort: number };
let sample: Image;
beforeAll(async () => {
  if (!canRun) return;
  folder = await mkdtemp(join(tmpdir(), 'aiaa-pacs-guide-'));
  pacs = await startDicomServers(join(folder, 'pacs'));
  const { port = NaN, httpPort = NaN } = pacs.servers.orthanc ?? {};
  orthanc = { port, httpPort };
  sample = await readImage(join(ROOT, 'apps/server/sample/ct_phantom.nii.gz'));
  await loadSample();
  await symlink(join(ROOT, 'apps'), join(folder, 'apps'));
  const folders = ['--workspace', join(folder, 'workspace'), '--temp', join(folder, 'temp')];
  run = spawnServer(folder, '--port', '0', ...folders);
  url = await run.listening();
  await writeFile(join(folder, 'data.json'), here(blocks('json')[0] ?? ''));
});
afterAll(async () => {
  if (!canRun) return;
  run.child.kill('SIGTERM');
  await run.ended;
  await pacs.stop();
  await rm(folder, { recursive: true });
});

async function loadSample(): Promise<void> {
  const sent = join(folder, 'sent');
  await mkdir(sent);
  const series = seriesOf(sample.volume, { studyUid: '1.2.3', seriesUid: '1.2.3.4' });
  const files = series.map(({ name, bytes }) => ({ path: join(sent, name), bytes }));
  for (const { path, bytes } of files) await writeFile(path, bytes);
  const peer = { host: '127.0.0.1', port: orthanc.port, calledAeTitle: 'ORTHANC' };
  await storeDicom(files, peer, { limits: DEFAULT_FETCH_LIMITS });
}

/** What the page shows, at the addresses that there are. */
const here = (text: string): string =>
  text
    .replaceAll('http://127.0.0.1:5000', url)
    .replaceAll('http://127.0.0.1:8042', `http://127.0.0.1:${orthanc.httpPort}`)
    .replaceAll('127.0.0.1:4242', `127.0.0.1:${orthanc.port}`)
    .replaceAll('"server_port": 4242', `"server_port": ${orthanc.port}`)
    .replaceAll('npx aiaa', `node ${CLI}`)
    .replaceAll('curl ', 'curl -sS --fail-with-body ');

const replay = async (scripts: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)('sh', ['-ec', here(scripts.join('\n'))], { cwd: folder });
  return stdout;
};

const imageAt = (name: string): Promise<Image> => readImage(join(folder, name));

/** How many instances Orthanc has of a modality. */
async function countOf(modality: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${orthanc.httpPort}/dicom-web/instances?Modality=${modality}`);
  const found: unknown = await answer.json();
  return Array.isArray(found) ? found.length : NaN;
}

(canRun ? describe : describe.skip)(
  `docs/guides/pacs.md${canRun ? '' : ' (skipped: not built, or no curl or Orthanc here)'}`,
  () => {
    it('shows what works, from the PACS and back into it', async () => {
      const said = await replay(blocks('sh'));
      expect(said).toMatch(/^ORTHANC at 127\.0\.0\.1:\d+ answers, in \d+ ms\.$/m);
      const { meta } = JSON.parse(/^\{.*\}$/m.exec(said)?.[0] ?? '{}');
      expect(meta).toMatchObject({ format: 'dicom', size: sample.volume.size, warnings: [] });
      expect(said).toContain('Sent 1 file to ORTHANC');
      expect(await countOf('SEG')).toBe(1); // sent twice, the same object
    });

    it('has made the same masks as of the sample itself', async () => {
      const [fetched, organ] = [await imageAt('series.nii.gz'), await imageAt('organ.nii.gz')];
      expect(fetched.volume.voxels).toEqual(sample.volume.voxels);
      const { size } = sample.volume;
      expect([organ.volume.size, organ.volume.dtype]).toEqual([size, 'uint8']);
      expect(organ.volume.voxels[linearIndex(size, 60, 50, 20)]).toBe(1);
      fetched.volume.affine.forEach((value, at) => expect(value).toBeCloseTo(sample.volume.affine[at], 4));
    });

    it('keeps nothing when a fetch fails', async () => {
      const before = await readdir(join(folder, 'workspace/sessions'));
      const body = JSON.parse(await readFile(join(folder, 'data.json'), 'utf8'));
      const asks = [
        [{ ...body.dicom, series_uid: '1.2.3.5' }, 404],
        [{ ...body.dicom, ae_title: 'NOBODY' }, 502],
        [{ ...body.dicom, server_port: 1 }, 502],
        [{ ...body.dicom, server_address: '169.254.169.254' }, 403],
        [{ ...body.dicom, server_port: Number(new URL(url).port) }, 403],
      ] as const;
      for (const [dicom, status] of asks) {
        const answer = await fetch(`${url}/session/`, { method: 'PUT', body: JSON.stringify({ dicom }) });
        expect([answer.status, await answer.json()]).toEqual([
          status,
          expect.objectContaining({ success: false }),
        ]);
      }
      expect(await readdir(join(folder, 'workspace/sessions'))).toEqual(before);
      expect(await readdir(join(folder, 'workspace/.staging'))).toEqual([]);
    });

    it('names flags that there are, with their defaults', () => {
      const flags = [...new Set(PAGE.slice(PAGE.indexOf('What is not fetched')).match(/--\w+/g))];
      expect(flags).toHaveLength(12);
      const help = decideConfig(['--help'], {});
      for (const flag of flags) expect('output' in help && help.output).toContain(flag);
      expect(decideConfig([], {})).toMatchObject({
        ioWorkers: 2,
        fetching: { policy: { mode: 'any' }, callingAeTitle: 'AIAA', limits: DEFAULT_FETCH_LIMITS },
      });
    });
  },
);
