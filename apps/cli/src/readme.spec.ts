import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startFakeServer, type FakeServer } from './testing/fake-server.js';
import { runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(60_000);

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const MAIN = pathOf('../dist/main.js');
const isBuilt = existsSync(pathOf('../../server/dist/main.js'));
const PAGE = await readFile(pathOf('../README.md'), 'utf8');
const LINES = [...PAGE.matchAll(/^npx aiaa (.+)$/gm)].map(([, line = '']) => line);

let folder: string;
let fake: FakeServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-cli-readme-'));
  fake = await startFakeServer();
  fake.answer.body = '{"name": "organ", "type": "segmentation", "labels": ["organ"], "description": ""}';
  for (const file of ['config_aiaa.json', 'model.onnx']) await writeFile(join(folder, file), '{}');
});
afterAll(async () => {
  await aiaa('stop -w my-workspace');
  await fake.stop();
  await rm(folder, { recursive: true });
});

const aiaa = (line: string, environment: Readonly<Record<string, string>> = {}): Promise<Run> =>
  runProgram(folder, process.execPath, [MAIN, ...line.split(' ')], {
    AIAA_PORT: '0',
    AIAA_SERVER: '',
    ...environment,
  });

/** The commands whose requests a fake answers: what they do to a real server is tested where that is. */
const ASKING = ['load', 'logs', 'delete'];

(isBuilt ? it : it.skip)(
  `the README's lines run in their order${isBuilt ? '' : ' (skipped: no server built)'}`,
  async () => {
    const verbs = LINES.map((line) => line.split(' ')[0] ?? '');
    expect(verbs).toEqual(['start', 'status', 'load', 'list', 'logs', 'delete', 'stop']);
    let url = '';
    for (const [at, line] of LINES.entries()) {
      const here = line.replace('http://127.0.0.1:5000', url);
      const run = await aiaa(here, ASKING.includes(verbs[at] ?? '') ? { AIAA_SERVER: fake.url } : {});
      expect(run).toMatchObject({ code: 0, stderr: '' });
      url ||= /http:\S+(?=,)/.exec(run.stdout)?.[0] ?? '';
      if (verbs[at] === 'list') expect(run.stdout).toMatch(/^ct_tissue {2}\(segmentation\)/m);
    }
    expect(fake.requests.map(({ method, url: path }) => `${method} ${path}`)).toEqual([
      'PUT /admin/model/organ',
      'GET /logs?lines=20',
      'DELETE /admin/model/organ',
    ]);
  },
);

describe('the README', () => {
  it('names every way to load a model', () => {
    const ways = [...PAGE.matchAll(/`aiaa load NAME (\w+) /g)].map(([, way]) => way);
    expect(ways).toEqual(['config', 'zip', 'mmar', 'pipeline']);
  });
});
