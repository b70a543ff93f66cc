import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(60_000);

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const MAIN = pathOf('../dist/main.js');
const isBuilt = existsSync(pathOf('../../server/dist/main.js'));
const PAGE = await readFile(pathOf('../README.md'), 'utf8');
const LINES = [...PAGE.matchAll(/^npx aiaa (.+)$/gm)].map(([, line = '']) => line);

const REFERENCE = pathOf('../../../libs/annotation/src/fixtures/monai-end-to-end.json');
const GUIDE = pathOf('../../../docs/guides/adding-a-model.md');

/** The folder of a user who has a network and its config: those of the guide. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-cli-readme-'));
  const { network } = JSON.parse(await readFile(REFERENCE, 'utf8'));
  await writeFile(join(folder, 'model.onnx'), Buffer.from(network, 'base64'));
  const [, config = ''] = /<<'END'\n([^]*?)^END$/m.exec(await readFile(GUIDE, 'utf8')) ?? [];
  await writeFile(join(folder, 'config_aiaa.json'), config);
});
afterAll(async () => {
  await aiaa('stop -w my-workspace');
  await rm(folder, { recursive: true });
});

const aiaa = (line: string): Promise<Run> =>
  runProgram(folder, process.execPath, [MAIN, ...line.split(' ')], {
    AIAA_PORT: '0',
    AIAA_SERVER: '',
    AIAA_ADMIN_TOKEN: '',
  });

/** What each line prints. */
const SAYS: readonly (readonly [verb: string, said: RegExp])[] = [
  [
    'start',
    /^The server runs at http:\S+, as process \d+\. Its log is \S+\/my-workspace\/logs\/server\.log\.\n$/,
  ],
  ['status', /^pid {7}\d+\n[^]*^status {4}ready$/m],
  ['load', /^organ {2}\(segmentation\) {2}organ\n {4}An organ on CT\n$/],
  ['list', /^organ {2}\(segmentation\) {2}organ$/m],
  ['logs', /PUT \/admin\/model\/organ 200/],
  ['delete', /^Deleted organ\.\n$/],
  ['stop', /^The server at http:\S+ has stopped\.\n$/],
];

(isBuilt ? it : it.skip)(
  `the README's lines run in their order${isBuilt ? '' : ' (skipped: no server built)'}`,
  async () => {
    expect(LINES.map((line) => line.split(' ')[0])).toEqual(SAYS.map(([verb]) => verb));
    let url = '';
    for (const [at, line] of LINES.entries()) {
      const run = await aiaa(line.replace('http://127.0.0.1:5000', url));
      expect(run).toEqual({ code: 0, stdout: expect.stringMatching(SAYS[at]?.[1] ?? /^$/), stderr: '' });
      url ||= /http:\S+(?=,)/.exec(run.stdout)?.[0] ?? '';
    }
  },
);

describe('the README', () => {
  it('names every way to load a model', () => {
    const ways = [...PAGE.matchAll(/`aiaa load NAME (\w+) /g)].map(([, way]) => way);
    expect(ways).toEqual(['config', 'zip', 'mmar', 'pipeline']);
  });
});
