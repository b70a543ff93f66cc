import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readImage } from '@aiaa/imaging-io';
import { countLabels, labelMapOf } from '@aiaa/volume';
import { PLAIN_ENVIRONMENT, runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(60_000);

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLI = join(ROOT, 'apps/cli/dist/main.js');
const SERVER = join(ROOT, 'apps/server/dist/main.js');
const SAMPLE = 'apps/server/sample/ct_phantom.nii.gz';
const CONFIG = 'my-workspace/models/organ/config_aiaa.json';
const NETWORK = 'my-workspace/models/organ/model.onnx';
const PAGE = await readFile(join(ROOT, 'docs/guides/adding-a-model.md'), 'utf8');
const REFERENCE = join(ROOT, 'libs/annotation/src/fixtures/monai-end-to-end.json');

/** Every block of commands that needs no Python, in the order of the page. */
const BLOCKS = [...PAGE.matchAll(/^```sh\n([^]*?)^```$/gm)]
  .map(([, block = '']) => block)
  .filter((block) => !block.includes('python'));
const [PLACE = '', CONFIGURE = '', TRY = '', SERVE = '', ASK = ''] = BLOCKS;
const canServe = existsSync(SERVER) && spawnSync('curl', ['--version']).status === 0;

/** The folder of a user who has exported a network; its `apps` are those of the repository. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-guide-'));
  await symlink(join(ROOT, 'apps'), join(folder, 'apps'));
  const { network } = JSON.parse(await readFile(REFERENCE, 'utf8'));
  await writeFile(join(folder, 'model.onnx'), Buffer.from(network, 'base64'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Commands in a shell that stops at the first that fails, with the built programs in place of npx and npm. */
const shell = (commands: string): Promise<Run> =>
  runProgram(folder, 'sh', ['-ec', commands.replaceAll('npx aiaa', `"${process.execPath}" "${CLI}"`)]);

const at = (path: string): string => join(folder, path);

/** A mask on the grid of the sample, with something in it. */
async function expectMask(path: string): Promise<void> {
  const [mask, image] = await Promise.all([readImage({ path: at(path) }), readImage({ path: at(SAMPLE) })]);
  expect(mask.nifti).toEqual(image.nifti);
  const counts = countLabels(labelMapOf(mask.volume));
  expect(counts.slice(1).some((count) => count > 0)).toBe(true);
}

describe('the guide to adding a model', () => {
  it('shows five steps that need no Python', () => {
    const starts = BLOCKS.map((block) => block.split(' ').slice(0, 2).join(' '));
    expect(starts).toEqual([
      'mkdir -p',
      'cat >',
      'npx aiaa',
      'npm start',
      'curl "http://127.0.0.1:5000/v1/models?model=organ"\ncurl',
    ]);
  });

  it('places a network and its config, and runs them without a server', async () => {
    expect(await shell(PLACE)).toMatchObject({ code: 0, stderr: '' });
    expect(await shell(CONFIGURE)).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout, stderr } = await shell(TRY);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^organ {2}\(segmentation\) {2}organ\n {4}An organ on CT$/m);
    expect(stdout).toMatch(/^Wrote the mask to mask\.nii\.gz in /m);
    expect(stdout).toMatch(/^type +uint8$/m);
    await expectMask('mask.nii.gz');
    await rm(at('mask.nii.gz'));
  });

  (canServe ? it : it.skip)(
    `serves it${canServe ? '' : ' (skipped: no server built, or no curl)'}`,
    async () => {
      expect(SERVE).toMatch(/^npm start -- .+\n$/);
      const server = startServer(SERVE.replace('npm start -- ', '').trim().split(' '));
      try {
        const url = await server.listening;
        const asked = ASK.replaceAll('http://127.0.0.1:5000', url).replaceAll(
          'curl ',
          'curl -sS --fail-with-body ',
        );
        const { code, stdout } = await shell(asked);
        expect(code).toBe(0);
        expect(JSON.parse(stdout)).toMatchObject({ name: 'organ', type: 'segmentation', labels: ['organ'] });
        await expectMask('mask.nii.gz');
      } finally {
        server.child.kill('SIGTERM');
        await server.ended;
      }
    },
  );

  describe('explains the sentences of what goes wrong', () => {
    /** The sentences of the table; the ellipsis stands for what was left out. */
    const sentences = [...PAGE.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, sentence = '']) => sentence);
    const segment = `npx aiaa segment --workspace my-workspace --model organ --out no.nii.gz ${SAMPLE}`;
    const list = 'npx aiaa list --workspace my-workspace';

    const failures: readonly (readonly [string, () => Promise<Run>])[] = [
      ['no network', async () => (await rm(at(NETWORK)), shell(list))],
      ['a name misspelt', async () => (await rewrite(CONFIG, 'Spacingd', 'Spacignd'), shell(list))],
      ['two files, one channel', () => shell(`cp ${SAMPLE} second.nii.gz && ${segment} second.nii.gz`)],
      ['open axes closed', async () => (await closeAxes(), shell(segment))],
    ];

    it('all of them', () => {
      expect(sentences).toHaveLength(failures.length);
    });

    it.each(failures.map(([what, fail], row) => [what, fail, row] as const))(
      '%s',
      async (_what, fail, row) => {
        await mkdir(at('my-workspace/models/organ'), { recursive: true });
        await cp(at('model.onnx'), at(NETWORK));
        await shell(CONFIGURE);
        const { stderr } = await fail();
        const [start = '', ...rest] = (sentences[row] ?? '').split('…');
        expect(start).toMatch(/\w+ \w+/);
        for (const part of [start, ...rest]) expect(stderr).toContain(part.trim());
      },
    );
  });
});

async function rewrite(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(at(path), 'utf8');
  expect(text).toContain(from);
  await writeFile(at(path), text.replace(from, to));
}

/**
 * Makes the open axes X, Y and Z of the network 16 long: in ONNX's protobuf a dim is field 1, a number, or field 2,
 * a name, and the number 16, written with a byte more than it needs, takes the three bytes of a name of one letter.
 */
async function closeAxes(): Promise<void> {
  const bytes = await readFile(at(NETWORK));
  for (const axis of ['X', 'Y', 'Z']) {
    const open = Buffer.from([0x12, 1, axis.charCodeAt(0)]);
    expect(bytes.includes(open)).toBe(true);
    for (let place = bytes.indexOf(open); place !== -1; place = bytes.indexOf(open)) {
      bytes.set([0x08, 0x90, 0x00], place);
    }
  }
  await writeFile(at(NETWORK), bytes);
}

interface Server {
  readonly child: ChildProcess;
  readonly listening: Promise<string>;
  readonly ended: Promise<unknown>;
}

function startServer(args: readonly string[]): Server {
  const own = ['--port', '0', '--temp', at('temp'), '--log_format', 'pretty'];
  const child = spawn(process.execPath, [SERVER, ...args, ...own], { cwd: folder, env: PLAIN_ENVIRONMENT });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const listening = new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (text: unknown): void => {
      said += String(text);
      const url = /listening on (http:\/\/[\d.:]+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', () => reject(new Error(`The server ended: ${said}`)));
  });
  return { child, listening, ended };
}
