import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startFakeServer, type FakeServer } from './testing/fake-server.js';
import { runProgram, type Run } from './testing/run-program.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const MODEL = {
  name: 'organ',
  type: 'segmentation',
  labels: ['organ'],
  description: 'An organ on CT',
  version: '1',
};
const MODEL_LINE = 'organ  (segmentation)  organ\n    An organ on CT\n';

let folder: string;
let server: FakeServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-administer-'));
  server = await startFakeServer();
  await writeFile(join(folder, 'config_aiaa.json'), '{"type": "segmentation"}');
  await writeFile(join(folder, 'my "model"\u00fc.onnx'), Buffer.from([0, 13, 10, 255]));
  await writeFile(join(folder, 'model.zip'), 'PK');
  await writeFile(join(folder, 'empty.zip'), '');
  await writeFile(join(folder, 'large.zip'), Buffer.alloc(20_000_000, 'x'));
  await mkdir(join(folder, 'mmar/config'), { recursive: true });
  await mkdir(join(folder, 'mmar/models'));
  await writeFile(join(folder, 'mmar/config/config_aiaa.json'), '{}');
  await writeFile(join(folder, 'mmar/models/model.onnx'), 'net');
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  server.requests.length = 0;
  server.manner = 'wait';
  server.answer = { status: 200, body: JSON.stringify(MODEL) };
});

const aiaa = (...args: string[]): Promise<Run> =>
  runProgram(folder, process.execPath, [MAIN, ...args], { AIAA_SERVER: server.url });

/** The parts of the only form that came: what their headers say, and their bytes. */
function partsOf(): readonly string[][] {
  const [{ headers, body } = { headers: {}, body: '' }] = server.requests;
  const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  expect(body.startsWith(`--${boundary}\r\n`)).toBe(true);
  expect(body.endsWith(`\r\n--${boundary}--\r\n`)).toBe(true);
  return body
    .slice(boundary.length + 4, -boundary.length - 8)
    .split(`\r\n--${boundary}\r\n`)
    .map((part) => {
      const at = part.indexOf('\r\n\r\n');
      return [part.slice(0, at), part.slice(at + 4)];
    });
}

const disposition = (name: string, file: string, type: string): string =>
  `Content-Disposition: form-data; name="${name}"; filename="${file}"\r\nContent-Type: ${type}`;
const CONFIG_HEAD = disposition('config', 'config_aiaa.json', 'application/json');

describe('aiaa load', () => {
  it.each([
    [
      'a config and a network',
      ['config', 'config_aiaa.json', 'my "model"\u00fc.onnx'],
      [
        [CONFIG_HEAD, '{"type": "segmentation"}'],
        [disposition('data', 'my__model__.onnx', 'application/octet-stream'), '\0\r\n\xff'],
      ],
    ],
    ['a zip', ['zip', 'model.zip'], [[disposition('data', 'model.zip', 'application/zip'), 'PK']]],
    ['an empty zip', ['zip', 'empty.zip'], [[disposition('data', 'empty.zip', 'application/zip'), '']]],
    [
      'an MMAR',
      ['mmar', 'mmar'],
      [
        [CONFIG_HEAD, '{}'],
        [disposition('data', 'model.onnx', 'application/octet-stream'), 'net'],
      ],
    ],
    ['a pipeline', ['pipeline', 'config_aiaa.json'], [[CONFIG_HEAD, '{"type": "segmentation"}']]],
  ])('%s', async (_what, args, parts) => {
    expect(await aiaa('load', 'organ', ...args)).toEqual({ code: 0, stdout: MODEL_LINE, stderr: '' });
    const [{ method, url, headers, body }] = server.requests;
    expect([method, url, headers['authorization']]).toEqual(['PUT', '/admin/model/organ', undefined]);
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers).not.toHaveProperty('transfer-encoding');
    expect(partsOf()).toEqual(parts);
  });

  it('sends a large file whole, with a token, below the path of the server', async () => {
    const { code } = await aiaa(
      'load',
      'organ',
      'zip',
      'large.zip',
      '--token',
      's3cret',
      '--server',
      `${server.url}/a/b/`,
    );
    expect(code).toBe(0);
    const [{ url, headers, body }] = server.requests;
    expect([url, headers['authorization']]).toEqual(['/a/b/admin/model/organ', 'Bearer s3cret']);
    expect(headers['content-length']).toBe(String(body.length));
    expect(partsOf()[0]?.[1]).toHaveLength(20_000_000);
  });

  it('hears a server that refuses before it has all', async () => {
    server.manner = 'answer first';
    server.answer = { status: 403, body: '{"error":{"message":["Not from here."],"type":"AdminForbidden"}}' };
    const { code, stderr } = await aiaa('load', 'organ', 'zip', 'large.zip');
    expect([code, stderr]).toEqual([1, 'aiaa: Not from here.\n']);
  });

  it('says that a server hung up on it', async () => {
    server.manner = 'hang up';
    const { code, stderr } = await aiaa('load', 'organ', 'zip', 'large.zip');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^aiaa: The server at \S+ hung up before it answered \((?:EPIPE|ECONNRESET)\)[^\n]+\n$/,
    );
  });

  it.each([
    ['a name that is none', ['../x', 'zip', 'model.zip'], /^aiaa: "\.\.\/x" can be no model's name: letters/],
    ['a name of dots', ['..', 'zip', 'model.zip'], /can be no model's name/],
    [
      'a way that is none',
      ['m', 'tar', 'x'],
      /"tar" is no way to load a model: say config, zip, mmar, pipeline\./,
    ],
    [
      'too few paths',
      ['m', 'config', 'a'],
      /^aiaa: This way takes 2: aiaa load NAME config CONFIG MODEL\.\n$/,
    ],
    ['too many', ['m', 'zip', 'a', 'b'], /This way takes 1/],
    [
      'NGC',
      ['m', 'ngc', 'nvidia/med/x', '1'],
      /^aiaa: Models of NGC are not ONNX: download the model, export/,
    ],
    ['a file that is not there', ['m', 'zip', 'none.zip'], /^aiaa: none\.zip does not exist\.\n$/],
    ['a folder as a zip', ['m', 'zip', 'mmar'], /^aiaa: mmar is not a file\.\n$/],
    ['no MMAR', ['m', 'mmar', 'mmar/models'], /is no MMAR: it has no config\/config_aiaa\.json/],
    ['no folder', ['m', 'mmar', 'none'], /^aiaa: There is no folder none\.\n$/],
  ])('refuses %s and asks no server', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await aiaa('load', ...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(server.requests).toEqual([]);
  });

  it('does not guess which network of an MMAR is meant, nor leave weights behind', async () => {
    const second = join(folder, 'mmar/models/second.onnx');
    await writeFile(second, '');
    expect((await aiaa('load', 'm', 'mmar', 'mmar')).stderr).toMatch(/^aiaa: mmar has 2 ONNX files/);
    await rm(second);
    const weights = join(folder, 'mmar/models/model.onnx.data');
    await writeFile(weights, '');
    expect((await aiaa('load', 'm', 'mmar', 'mmar')).stderr).toMatch(
      /weights in a second file: zip the folder/,
    );
    await rm(weights);
    expect(server.requests).toEqual([]);
  });
});

describe('aiaa delete, list, logs and status', () => {
  it('delete', async () => {
    server.answer.body = '{}';
    expect(await aiaa('delete', 'organ')).toEqual({ code: 0, stdout: 'Deleted organ.\n', stderr: '' });
    expect(server.requests).toMatchObject([{ method: 'DELETE', url: '/admin/model/organ', body: '' }]);
  });

  it('list: the models of the server', async () => {
    server.answer.body = JSON.stringify([MODEL, { name: 'odd\u001b[2J', labels: { 1: 'x' } }, null]);
    const { code, stdout } = await aiaa('list');
    expect([code, stdout]).toEqual([0, `${MODEL_LINE}odd?[2J  ()  1\n    \n  ()  \n    \n`]);
    expect(server.requests).toMatchObject([{ method: 'GET', url: '/v1/models' }]);
  });

  it('list: that there are none', async () => {
    server.answer.body = '[]';
    expect(await aiaa('list')).toEqual({ code: 0, stdout: '', stderr: 'No model can run.\n' });
  });

  it.each([
    [[], '/logs'],
    [['20'], '/logs?lines=20'],
  ])('logs %j', async (args, url) => {
    server.answer.body = 'one\ntwo \u001b[31mred\n';
    expect(await aiaa('logs', ...args)).toEqual({ code: 0, stdout: 'one\ntwo ?[31mred\n', stderr: '' });
    expect(server.requests).toMatchObject([{ method: 'GET', url, headers: { accept: 'text/plain' } }]);
  });

  it('logs: none of no lines', async () => {
    expect(await aiaa('logs', '0')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('a whole number from 1'),
    });
  });

  it('status: whatever the server tells', async () => {
    server.answer.body =
      '{"status":"ready","version":"0.1.0","models":["a","b"],"workers":{"ready":2,"busy":1},"queue":[{"n":1}]}';
    expect(await aiaa('status')).toEqual({
      code: 0,
      stdout:
        `url       ${server.url}\nstatus    ready\nversion   0.1.0\nmodels    a, b\n` +
        'workers   2 ready, 1 busy\nqueue     {"n":1}\n',
      stderr: '',
    });
  });

  it('status: that it stops', async () => {
    server.answer = {
      status: 503,
      body: '{"error":{"message":["The server is stopping."]},"success":false}',
    };
    expect(await aiaa('status')).toEqual({
      code: 1,
      stdout: `url       ${server.url}\n`,
      stderr: 'aiaa: The server is stopping.\n',
    });
  });
});

describe('what a server says or does not say', () => {
  it.each([
    [
      'its own sentence',
      404,
      '{"error":{"message":["There is no model \\"organ\\"."]}}',
      'There is no model "organ".',
    ],
    ['one sentence as text', 400, '{"error":{"message":"No."}}', 'No.'],
    ['nothing', 500, '', 'The server answers with status 500.'],
    ['a page', 502, '<html>', 'The server answers with status 502.'],
    ['control characters', 400, '{"error":{"message":["a\\u001b[2Jb"]}}', 'a?[2Jb'],
  ])('%s', async (_what, status, body, sentence) => {
    server.answer = { status, body };
    expect(await aiaa('delete', 'organ')).toEqual({ code: 1, stdout: '', stderr: `aiaa: ${sentence}\n` });
  });

  it('what is no AIAA server', async () => {
    server.answer.body = '<html>';
    expect(await aiaa('list')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is no AIAA server'),
    });
  });

  it('no server', async () => {
    const stopped = await startFakeServer();
    await stopped.stop();
    expect(await aiaa('delete', 'organ', '--server', stopped.url)).toEqual({
      code: 1,
      stdout: '',
      stderr: `aiaa: The server at ${stopped.url} cannot be reached (ECONNREFUSED).\n`,
    });
  });

  it.each(['127.0.0.1:5000', 'ftp://a', 'file:///etc'])('no address: %s', async (url) => {
    const { code, stderr } = await aiaa('logs', '--server', url);
    expect(code).toBe(1);
    expect(stderr).toMatch(/is no address of a server: write http:\/\/127\.0\.0\.1:5000\.\n$/);
  });

  it('a token that no header can carry', async () => {
    expect(await aiaa('logs', '--token', 'a\nb')).toMatchObject({
      code: 1,
      stderr: expect.not.stringContaining('a?b'),
    });
    expect(server.requests).toEqual([]);
  });
});
