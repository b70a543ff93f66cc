import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ModelSummary } from '@aiaa/annotator';
import { onnxGraph } from '@aiaa/inference/testing';
import { DOCUMENT } from './routes/openapi.js';
import { routes } from './server.js';
import { operations, type PlacedOperation } from './testing/operations.js';
import { ask, refusal, type Answer } from './testing/post.js';
import { readReply } from './testing/read-reply.js';
import { schemaChecks } from '../test/schema-checks.js';
import { sendExample } from './testing/send-example.js';
import { isBuilt, spawnServer, type ServerProcess } from './testing/server-process.js';
import { startTestServer, type TestServer } from './testing/start-test-server.js';

jest.setTimeout(120_000);

/** Operations of the document that no route serves yet; none of them may stay here once one does. */
const NOT_YET_SERVED: readonly string[] = [];

const SERVED = operations.filter(({ name }) => !NOT_YET_SERVED.includes(name));

const BUNDLED: readonly (readonly [string, ModelSummary['type']])[] = [
  ['ct_tissue', 'segmentation'],
  ['annotation_dextr3d', 'annotation'],
  ['deepgrow_3d', 'deepgrow'],
  ['deepgrow_pipeline', 'pipeline'],
];

const MODELS = BUNDLED.map(([name, type]): ModelSummary => {
  return { name, type, labels: ['bone'], description: '', version: '1', extra: {} };
});

const checkOf = schemaChecks();

function operationNamed(name: string): PlacedOperation {
  const operation = operations.find((one) => one.name === name);
  if (operation === undefined) throw new Error(`The document has no ${name}.`);
  return operation;
}

/** One class, every voxel by itself: a network for the config of the example. */
function network(): Buffer {
  const graph = onnxGraph('bright');
  const image = graph.input('image', [1, 1, 'X', 'Y', 'Z']);
  const kernel = graph.constant([1, 1, 1, 1, 1], [1]);
  graph.output('logits', graph.node('Conv', [image, kernel]), [1, 1, 'X', 'Y', 'Z']);
  return Buffer.from(graph.encode());
}

async function filesOfExamples(): Promise<Readonly<Record<string, Buffer>>> {
  const patch = operationNamed('PATCH /admin/model/{name}');
  return {
    'ct_phantom.nii.gz': await readFile(new URL('../sample/ct_phantom.nii.gz', import.meta.url)),
    'config_aiaa.json': Buffer.from(JSON.stringify(patch.requestBody?.content['application/json']?.example)),
    'model.onnx': network(),
  };
}

/** The answer is of a status and a type that the document has, and is what it says of them; so is a refusal's tag. */
function expectDescribed({ responses }: PlacedOperation, answer: Answer): void {
  const [type = ''] = String(answer.headers['content-type']).split(';');
  const content = responses[String(answer.status)]?.content ?? {};
  expect(Object.keys(content)).toContain(type);
  const check = checkOf(content[type]?.schema ?? false);
  check(valueOf(answer, type));
  expect(check.errors ?? []).toEqual([]);
  if (answer.status === 200) return;
  expect(responses[String(answer.status)]?.description).toContain(`\`${String(refusal(answer).tag)}\`: `);
}

function valueOf(answer: Answer, type: string): unknown {
  if (type === 'application/json') return JSON.parse(answer.body.toString());
  if (type !== 'multipart/form-data') return answer.body.toString();
  const { params, file } = readReply(answer);
  return { params, image: file.toString() };
}

describe('the document and the routes', () => {
  // Routes ask nothing of the services before they are asked.
  const stack = routes(Object.create(null), (_, next) => next()).stack.flatMap(({ path, methods }) =>
    methods
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${String(path).replaceAll(/:(\w+)/g, '{$1}')}`),
  );

  it('are about the same endpoints', () => {
    expect(SERVED.map(({ name }) => name).sort()).toEqual([...new Set(stack)].sort());
  });

  it('agree on what is not served yet', () => {
    const names = operations.map(({ name }) => name);
    expect(NOT_YET_SERVED.filter((name) => !names.includes(name) || stack.includes(name))).toEqual([]);
  });
});

describe('a server', () => {
  let server: TestServer;
  let files: Readonly<Record<string, Buffer>>;
  beforeAll(async () => {
    server = await startTestServer({}, { models: MODELS });
    files = await filesOfExamples();
  });
  afterAll(() => server.stop());

  it('gives the document', async () => {
    const answer = await ask(`${server.url}/openapi.json`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json']);
    expect(JSON.parse(answer.body.toString())).toEqual(JSON.parse(JSON.stringify(DOCUMENT)));
  });

  const sessionOf = async (): Promise<string> => {
    const put = operationNamed('PUT /session');
    const { body } = await sendExample(put, 'multipart/form-data', { url: server.url, ids: {}, files });
    return String(JSON.parse(body.toString()).session_id);
  };

  const bodies = SERVED.flatMap((operation) => {
    const types = Object.keys(operation.requestBody?.content ?? {});
    return (types.length === 0 ? [undefined] : types).map((type) => ({ ...operation, type }));
  });
  it.each(bodies)('answers the example of $name $type as the document says', async (operation) => {
    const ids = operation.path === '/session/{id}' ? { id: await sessionOf() } : {};
    const answer = await sendExample(operation, operation.type, { url: server.url, ids, files });
    // What the fakes of the test server cannot do is refused; the real server below must do it all.
    if (operation.tags[0] !== 'admin') expect([operation.name, answer.status]).toEqual([operation.name, 200]);
    expectDescribed(operation, answer);
  });

  it.each(['image', 'json', 'all'])('answers output=%s as the document says', async (output) => {
    const segmentation = operationNamed('POST /v1/segmentation');
    const parameters = segmentation.parameters.map((one) =>
      one.name === 'output' ? { ...one, example: output } : one,
    );
    const asked = { ...segmentation, parameters };
    const answer = await sendExample(asked, 'multipart/form-data', { url: server.url, ids: {}, files });
    expect(answer.status).toBe(200);
    expectDescribed(segmentation, answer);
  });

  it('answers a classification as the document says', async () => {
    const inference = operationNamed('POST /v1/inference');
    server.annotator.scores = [{ label: 'effusion', score: 0.9 }];
    const answer = await sendExample(inference, 'multipart/form-data', { url: server.url, ids: {}, files });
    delete server.annotator.scores;
    expect(JSON.parse(answer.body.toString())).toHaveProperty('prediction', ['effusion']);
    expectDescribed(inference, answer);
  });

  const refused: readonly (readonly [string, string, number])[] = [
    ['POST /v1/segmentation', '/v1/segmentation', 400],
    ['POST /v1/segmentation', '/v1/segmentation?model=nobody', 404],
    ['POST /v1/deepgrow', '/v1/deepgrow?model=deepgrow_3d&session_id=gone', 440],
    ['PUT /session', '/session', 400],
    ['GET /session/{id}', '/session/gone', 404],
    ['DELETE /session/{id}', '/session/gone', 404],
    ['GET /v1/models', '/v1/models?model=nobody', 404],
    ['GET /docs/{file}', '/docs/package.json', 404],
    ['GET /logs', '/logs?lines=none', 400],
    ['GET /admin/model/{name}', '/admin/model/nobody', 404],
    ['PUT /admin/model/{name}', '/admin/model/nobody', 400],
    ['PATCH /admin/model/{name}', '/admin/model/nobody', 400],
    ['DELETE /admin/model/{name}', '/admin/model/nobody', 404],
  ];
  it.each(refused)('refuses %s at %s with %i as the document says', async (name, path, status) => {
    const operation = operationNamed(name);
    const answer = await ask(`${server.url}${path}`, { method: operation.method });
    expect(answer.status).toBe(status);
    expectDescribed(operation, answer);
  });

  it.each([
    ['a registry named', '{"path": "nvidia/med/clara", "version": "1"}', 400],
    ['no JSON', 'x', 400],
    ['a config of nothing', '{}', 400],
  ])('refuses a model of %s as the document says', async (_, body, status) => {
    for (const name of ['PUT /admin/model/{name}', 'PATCH /admin/model/{name}']) {
      const operation = operationNamed(name);
      const headers = { 'Content-Type': 'application/json' };
      const answer = await ask(`${server.url}/admin/model/m`, { method: operation.method, headers, body });
      expect(answer.status).toBe(operation.method === 'PATCH' && !body.includes('path') ? 404 : status);
      expectDescribed(operation, answer);
    }
  });

  it.each(['no network', 'PK\u0003\u0004 no archive', ''])(
    'refuses the network %j as the document says',
    async (data) => {
      const operation = operationNamed('PUT /admin/model/{name}');
      const files = { 'config_aiaa.json': Buffer.from('{}'), 'model.onnx': Buffer.from(data) };
      const answer = await sendExample(operation, 'multipart/form-data', { url: server.url, ids: {}, files });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expectDescribed(operation, answer);
    },
  );

  it('gives the log as JSON as the document says', async () => {
    const operation = operationNamed('GET /logs');
    const answer = await ask(`${server.url}/logs`, { headers: { Accept: 'application/json' } });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json']);
    expectDescribed(operation, answer);
  });
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const reason = isBuilt ? (hasCurl ? '' : ' (there is no curl here)') : ' (skipped: it is not built)';

(reason === '' ? describe : describe.skip)(`the built server with its own models${reason}`, () => {
  let folder: string;
  let run: ServerProcess;
  let url: string;
  let session: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aiaa-openapi-'));
    for (const [name, bytes] of Object.entries(await filesOfExamples()))
      await writeFile(join(folder, name), bytes);
    const workspace = ['--workspace', join(folder, 'workspace'), '--temp', join(folder, 'temp')];
    run = spawnServer(folder, '--port', '0', '--demo', 'off', ...workspace);
    url = await run.listening();
  });
  afterAll(async () => {
    run.child.kill('SIGTERM');
    await run.ended;
    await rm(folder, { recursive: true });
  });

  it.each(SERVED)('answers the line for curl of $name', async (operation) => {
    const [, line = ''] = /```sh\n([^]*?)\n```/.exec(operation.description) ?? [];
    const here = line
      .replace('http://127.0.0.1:5000', url)
      .replace('1d8d6f1c-0b0e-4b6c-9d0c-0d6d3a0a4c11', session)
      .replace('curl ', String.raw`curl -sS -w '\n%{http_code} %{content_type}' `);
    const { stdout } = await promisify(execFile)('sh', ['-c', here], { cwd: folder });
    const [, body = '', status, type = ''] = /^([^]*)\n(\d{3}) (.*)$/.exec(stdout) ?? [];
    expect([status, body.slice(0, 300)]).toEqual(['200', body.slice(0, 300)]);
    if (operation.name === 'PUT /session') session = JSON.parse(body).session_id;
    const headers = { 'content-type': type };
    expectDescribed(operation, { status: 200, phrase: '', headers, body: Buffer.from(body) });
  });
});
