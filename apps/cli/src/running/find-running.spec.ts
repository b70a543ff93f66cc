import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startFakeServer, type FakeServer } from '../testing/fake-server.js';
import { findRunning } from './find-running.js';
import { lookAtProcess } from './process-look.js';
import { readRecord, removeRecord, writeRecord, type RunRecord } from './run-record.js';

const NOWHERE = 'http://127.0.0.1:9';
const started = '2026-01-01T00:00:00.000Z';
const { pid } = process;

let workspace: string;
let server: FakeServer;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'aiaa-record-'));
  await mkdir(join(workspace, 'run'));
  server = await startFakeServer();
});
afterEach(() => rm(join(workspace, 'run/server.json'), { force: true }));
afterAll(async () => {
  await server.stop();
  await rm(workspace, { recursive: true });
});

const leave = (content: unknown): Promise<void> =>
  writeFile(
    join(workspace, 'run/server.json'),
    typeof content === 'string' ? content : JSON.stringify(content),
  );

describe('findRunning', () => {
  it('knows a process by its number and its birth, whatever its address answers', async () => {
    const look = await lookAtProcess(pid);
    expect(look?.birth).toMatch(/\S/);
    const record: RunRecord = { pid, url: NOWHERE, started, ...look };
    await writeRecord(workspace, record);
    expect(await findRunning(workspace)).toEqual(record);
    expect(await readdir(join(workspace, 'run'))).toEqual(['server.json']);
  });

  it.each([
    ['answers as a server', '{"status":"live"}', true],
    ['answers otherwise', '{"hello":"world"}', false],
  ])('without a birth it asks: what %s', async (_what, body, found) => {
    server.answer.body = body;
    await writeRecord(workspace, { pid, url: server.url, started });
    expect((await findRunning(workspace)) !== undefined).toBe(found);
    expect(server.requests.at(-1)).toMatchObject({ method: 'GET', url: '/health/live' });
  });

  it.each([
    ['whose number another program has', { pid, url: NOWHERE, started, birth: 'of another' }],
    ['whose number another program has, without its birth', { pid, url: NOWHERE, started }],
    ['whose number nobody has', { pid: 2 ** 30, url: NOWHERE, started, birth: 'x' }],
    ['of every process', { pid: -1, url: NOWHERE, started }],
    ['of our own group', { pid: 0, url: NOWHERE, started }],
    ['of the system', { pid: 1, url: NOWHERE, started }],
    ['of half a number', { pid: 12.5, url: NOWHERE, started }],
    ['of a number as text', { pid: String(pid), url: NOWHERE, started }],
    ['of no web address', { pid, url: 'file:///etc', started }],
    ['without a time', { pid, url: NOWHERE }],
    ['that is a list', '[]'],
    ['that is cut off', '{"pid": 12'],
    ['that is empty', ''],
  ])('finds none by a record %s', async (_what, content) => {
    await leave(content);
    expect(await findRunning(workspace)).toBeUndefined();
  });

  it('finds none without a record, or a workspace', async () => {
    expect(await findRunning(workspace)).toBeUndefined();
    expect(await findRunning(join(workspace, 'none'))).toBeUndefined();
  });
});

it('removeRecord takes away the record of that server alone', async () => {
  await writeRecord(workspace, { pid, url: NOWHERE, started });
  await removeRecord(workspace, pid + 1);
  expect(await readRecord(workspace)).toBeDefined();
  await removeRecord(workspace, pid);
  expect(await readRecord(workspace)).toBeUndefined();
});
