import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { onnxGraph } from '@aiaa/inference/testing';
import { chiralVolume } from '@aiaa/volume/testing';
import { isBuilt, spawnServer, type ServerProcess } from './testing/server-process.js';

jest.setTimeout(180_000);

const run = promisify(execFile);
const canRun = isBuilt && spawnSync('curl', ['--version']).status === 0;

const NAME = 'clara_ct_seg_spleen_amp';

/** Written by hand, so that its bytes are no serializer's. */
const CONFIG = `{
  "version": "3",   "type": "segmentation",
  "labels": ["spleen"], "description": "brighter than a cut",
  "pre_transforms": [],
  "inference": { "AIAA": { "args": {} } },
  "post_transforms": [ { "name": "AsDiscreted", "args": { "threshold": 0 } } ]
}
`;

/** What is brighter than `cut`. */
function brighter(cut: number): Uint8Array {
  const graph = onnxGraph('brighter');
  const image = graph.input('image', [1, 1, 'X', 'Y', 'Z']);
  graph.output('scores', graph.node('Sub', [image, graph.constant([1], [cut])]), [1, 1, 'X', 'Y', 'Z']);
  return graph.encode();
}

/** Of an operator that nobody has. */
function foreign(): Uint8Array {
  const graph = onnxGraph('foreign');
  const image = graph.input('image', [1, 1, 'X', 'Y', 'Z']);
  graph.output('scores', graph.node('TrilinearCuckoo', [image]), [1, 1, 'X', 'Y', 'Z']);
  return graph.encode();
}

/** Asks for two terabytes when it runs. */
function greedy(): Uint8Array {
  const graph = onnxGraph('greedy');
  const image = graph.input('image', [1, 1, 'X', 'Y', 'Z']);
  const shape = graph.constant([5], [1, 1, 2 ** 13, 2 ** 13, 2 ** 13], 'int64');
  graph.output('scores', graph.node('Expand', [image, shape]), [1, 1, 'X', 'Y', 'Z']);
  return graph.encode();
}

let folder: string;
let server: ServerProcess;
let url: string;

const start = (...flags: string[]): ServerProcess =>
  spawnServer(folder, '--port', '0', '--workspace', join(folder, 'workspace'), '--temp', folder, ...flags);

async function stop({ child, ended }: ServerProcess): Promise<void> {
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
}

beforeAll(async () => {
  if (!canRun) return;
  folder = await mkdtemp(join(tmpdir(), 'aiaa-main-admin-'));
  await writeImage(join(folder, 'spleen.nii.gz'), chiralVolume('int16'));
  await writeFile(join(folder, 'config_aiaa.json'), CONFIG);
  await writeFile(join(folder, 'model.trt.pb'), brighter(0));
  await writeFile(join(folder, 'none.onnx'), brighter(1e6));
  await writeFile(join(folder, 'foreign.onnx'), foreign());
  await writeFile(join(folder, 'greedy.onnx'), greedy());
  await writeFile(join(folder, 'garbage.onnx'), 'no network at all');
  server = start();
  url = await server.listening();
});

afterAll(async () => {
  if (!canRun) return;
  await stop(server);
  await rm(folder, { recursive: true });
});

/** Runs a line of the API page as it stands there, but for the address. */
async function replay(line: string): Promise<string> {
  const here = line.replace('http://127.0.0.1/', `${url}/`).replace(/^curl /, 'curl -sS ');
  return (await run('sh', ['-c', here], { cwd: folder })).stdout;
}

const put = (data: string, config = 'config_aiaa.json') =>
  replay(`curl -X PUT "http://127.0.0.1/admin/model/${NAME}" -F "config=@${config}" -F "data=@${data}"`);

const names = async (): Promise<readonly string[]> => {
  const models = JSON.parse(await replay('curl "http://127.0.0.1/v1/models"')) as readonly { name: string }[];
  return models.map(({ name }) => name);
};

async function voxelsFound(): Promise<number> {
  await replay(
    `curl -f -X POST "http://127.0.0.1/v1/segmentation?model=${NAME}&output=image" -F "params={}" -F "image=@spleen.nii.gz;type=application/x-gzip" -o output_image.nii.gz`,
  );
  const { volume } = await readImage(join(folder, 'output_image.nii.gz'));
  return Array.from(volume.voxels).filter((label) => label !== 0).length;
}

const tagOf = (answer: string): unknown => Object(JSON.parse(answer)).error?.type;

(canRun ? describe : describe.skip)('the admin lines of the API page, on a running server', () => {
  it('loads a model, tells of it and runs it, is configured anew, and deletes it', async () => {
    const loaded = await replay(
      `curl -X PUT "http://127.0.0.1/admin/model/${NAME}" \\
-F "config=@config_aiaa.json;type=application/json" \\
-F "data=@model.trt.pb"`,
    );
    expect(JSON.parse(loaded)).toEqual({
      name: NAME,
      type: 'segmentation',
      labels: ['spleen'],
      description: 'brighter than a cut',
      version: '3',
    });
    expect(await names()).toContain(NAME);
    const found = await voxelsFound();
    expect(found).toBeGreaterThan(0);

    const told = `curl -X GET "http://127.0.0.1/admin/model/${NAME}" -H "accept: application/json"`;
    expect(await replay(told)).toBe(CONFIG);

    await writeFile(join(folder, 'config_aiaa.json'), CONFIG.replace('"threshold": 0', '"threshold": 1e6'));
    const patched = await replay(
      `curl -X PATCH "http://127.0.0.1/admin/model/${NAME}" \\
-H "Content-Type: application/json" \\
-d @config_aiaa.json`,
    );
    expect(JSON.parse(patched)).toMatchObject({ name: NAME });
    expect(await replay(told)).toContain('"threshold": 1e6');
    expect(await voxelsFound()).toBe(0);
    await writeFile(join(folder, 'config_aiaa.json'), CONFIG);

    const deleting = `curl -X DELETE "http://127.0.0.1/admin/model/${NAME}"`;
    expect(JSON.parse(await replay(deleting))).toEqual({});
    expect(await names()).not.toContain(NAME);
    for (const line of [deleting, told]) expect(tagOf(await replay(line))).toBe('ModelNotFound');
    expect(await readdir(join(folder, 'workspace', 'models'))).toEqual([]);
    expect(await readdir(join(folder, 'workspace', '.staging'))).toEqual([]);
  });
});

(canRun ? describe : describe.skip)('a model that cannot take the place of another', () => {
  let found: number;
  beforeAll(async () => {
    await put('model.trt.pb');
    found = await voxelsFound();
  });
  afterAll(() => replay(`curl -X DELETE "http://127.0.0.1/admin/model/${NAME}"`));

  const REFUSALS: readonly (readonly [what: string, line: string, tag: string])[] = [
    ['garbage', `-X PUT "http://127.0.0.1/admin/model/${NAME}" -F config=@config_aiaa.json -F data=@garbage.onnx`, 'UnfitModel'],
    ['an operator that nobody has', `-X PUT "http://127.0.0.1/admin/model/${NAME}" -F config=@config_aiaa.json -F data=@foreign.onnx`, 'UnfitModel'],
    ['terabytes', `-X PUT "http://127.0.0.1/admin/model/${NAME}" -F config=@config_aiaa.json -F data=@greedy.onnx`, 'UnfitModel'],
    ['a config without its network', `-X PUT "http://127.0.0.1/admin/model/${NAME}" -F config=@config_aiaa.json`, 'MalformedModelConfig'],
    ['a network without its config', `-X PUT "http://127.0.0.1/admin/model/${NAME}" -F data=@model.trt.pb`, 'MalformedModelConfig'],
    ['a config that is no JSON', `-X PUT "http://127.0.0.1/admin/model/${NAME}" -F config=@garbage.onnx -F data=@model.trt.pb`, 'MalformedModelConfig'],
    ['nothing', `-X PUT "http://127.0.0.1/admin/model/${NAME}"`, 'MalformedRequest'],
    ['a download', `-X PUT "http://127.0.0.1/admin/model/${NAME}" -H "Content-Type: application/json" -d '{"path":"nvidia/med/x","version":"1"}'`, 'MalformedRequest'],
    ['a name that climbs', `-X PUT --path-as-is "http://127.0.0.1/admin/model/%2e%2e%2fx" -F config=@config_aiaa.json -F data=@model.trt.pb`, 'MalformedModelConfig'],
    ['a name with NUL', `-X PUT "http://127.0.0.1/admin/model/a%00b" -F config=@config_aiaa.json -F data=@model.trt.pb`, 'MalformedModelConfig'],
    ['a name of 10 kB', `-X PUT "http://127.0.0.1/admin/model/${'a'.repeat(10_000)}" -F config=@config_aiaa.json -F data=@model.trt.pb`, 'MalformedModelConfig'],
    ['a patch that is no config', `-X PATCH "http://127.0.0.1/admin/model/${NAME}" -d "{"`, 'MalformedModelConfig'],
    ['a patch of what is not there', `-X PATCH "http://127.0.0.1/admin/model/absent" -d @config_aiaa.json`, 'ModelNotFound'],
    ['a deletion of what comes with the server', `-X DELETE "http://127.0.0.1/admin/model/deepgrow_2d"`, 'ModelBundled'],
  ]; // prettier-ignore

  it.each(REFUSALS)('%s: the old one serves on', async (_what, line, tag) => {
    expect(tagOf(await replay(`curl ${line}`))).toBe(tag);
    expect(await voxelsFound()).toBe(found);
    expect(await readdir(join(folder, 'workspace', '.staging'))).toEqual([]);
  });

  it('a config of 50 MB', async () => {
    await writeFile(join(folder, 'large.json'), Buffer.alloc(50e6, ' '));
    expect(tagOf(await put('model.trt.pb', 'large.json'))).toBe('LimitExceeded');
    expect(await voxelsFound()).toBe(found);
  });

  it('an upload that is cut off half-way', async () => {
    await writeFile(join(folder, 'long.onnx'), Buffer.alloc(40e6));
    const cut = `curl -m 1 --limit-rate 1M -X PUT "http://127.0.0.1/admin/model/${NAME}" -F config=@config_aiaa.json -F data=@long.onnx`;
    await expect(replay(cut)).rejects.toMatchObject({ code: 28 });
    expect(await voxelsFound()).toBe(found);
  });

  it('two at once: one after the other, and the model is one of them', async () => {
    const answers = await Promise.all([put('model.trt.pb'), put('none.onnx'), put('model.trt.pb')]);
    expect(answers.map(tagOf)).toEqual([undefined, undefined, undefined]);
    expect([0, found]).toContain(await voxelsFound());
    await put('model.trt.pb');
    expect(await voxelsFound()).toBe(found);
  });
});

/** Four users who segment the image until it is over; the statuses of all answers. */
async function crowd(isOver: () => boolean): Promise<readonly number[]> {
  const image = new Blob([await readFile(join(folder, 'spleen.nii.gz'))]);
  const statuses: number[] = [];
  const user = async (): Promise<void> => {
    while (!isOver()) {
      const body = new FormData();
      body.append('params', '{}');
      body.append('image', image, 'spleen.nii.gz');
      const answer = await fetch(`${url}/v1/segmentation?model=${NAME}&output=image`, {
        method: 'POST',
        body,
      });
      await answer.arrayBuffer();
      statuses.push(answer.status);
    }
  };
  await Promise.all(Array.from({ length: 4 }, user));
  return statuses;
}

(canRun ? describe : describe.skip)('changes under load', () => {
  it('a replacement loses no request, and each is answered by one model or the other', async () => {
    await put('model.trt.pb');
    const found = await voxelsFound();
    let replaced = false;
    const users = crowd(() => replaced);
    for (let n = 0; n < 100; n += 1) {
      expect(tagOf(await put(n % 2 === 0 ? 'none.onnx' : 'model.trt.pb'))).toBeUndefined();
    }
    replaced = true;
    const statuses = await users;
    expect(statuses.length).toBeGreaterThan(100);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await voxelsFound()).toBe(found);
    const [, ...others] = (await readdir(join(folder, 'workspace', 'models', NAME))).toSorted();
    expect(others).toHaveLength(1);
  });

  it('a deletion lets what runs end well; what comes later hears that there is no such model', async () => {
    await put('model.trt.pb');
    let over = false;
    const users = crowd(() => over);
    for (let n = 0; n < 10; n += 1) {
      const deleted = await replay(`curl -X DELETE "http://127.0.0.1/admin/model/${NAME}"`);
      expect(JSON.parse(deleted)).toEqual({});
      await put('model.trt.pb');
    }
    over = true;
    const statuses = new Set(await users);
    statuses.delete(404);
    expect(statuses).toEqual(new Set([200]));
  });
});

(canRun ? describe : describe.skip)('servers that share a workspace', () => {
  it('see what the other loads, changes and deletes', async () => {
    const other = start('--auto_reload', '1', '--demo', 'off');
    const there = await other.listening();
    const seen = async (): Promise<string> => {
      const answer = await fetch(`${there}/admin/model/shared`);
      return answer.status === 200 ? await answer.text() : String(answer.status);
    };
    const until = async (expected: string): Promise<void> => {
      for (let n = 0; n < 100 && (await seen()) !== expected; n += 1)
        await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await seen()).toBe(expected);
    };
    const line =
      'curl -f -X PUT "http://127.0.0.1/admin/model/shared" -F config=@config_aiaa.json -F data=@none.onnx';
    await replay(line);
    await until(CONFIG);
    await replay(
      'curl -f -X PATCH "http://127.0.0.1/admin/model/shared" -d \'{"type":"segmentation","inference":{"AIAA":{"args":{}}}}\'',
    );
    await until('{"type":"segmentation","inference":{"AIAA":{"args":{}}}}');
    await replay('curl -f -X DELETE "http://127.0.0.1/admin/model/shared"');
    await until('404');
    await stop(other);
  });
});
