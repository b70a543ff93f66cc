import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { niftiBytes } from '@aiaa/imaging-io/testing';
import { errorCode } from '@aiaa/volume/errors';
import { eventually } from './testing/eventually.js';
import { filePart } from './testing/form.js';
import { ask, refusal, type Answer } from './testing/post.js';
import { putForm } from './testing/put-session.js';
import { isBuilt, spawnServer, type ServerProcess } from './testing/server-process.js';

/** Servers that share the workspace, each killed and started again so often. */
const SERVERS = 4;
const LIVES = 10;
const WORKERS_PER_LIFE = 4;
const CLIENTS = 2;

/** What clients were told, and must find to be true for ever. */
class Ledger {
  readonly kept = new Map<string, Buffer>();
  /** Whose end was asked for; without an answer it may be there or not. */
  readonly ended = new Set<string>();
  readonly removed = new Set<string>();
  readonly odd: string[] = [];
  kills = 0;
  readonly #answers = new Map<string, number>();

  /** How many answers a server's worker had a part in. */
  answersOf(url: string): number {
    return this.#answers.get(url) ?? 0;
  }

  /** Whether a worker did what it was asked; the server may also say that it was lost, and nothing else. */
  hasDone(url: string, answer: Answer): boolean {
    if (answer.status === 200) this.#answers.set(url, this.answersOf(url) + 1);
    else if (refusal(answer).tag !== 'WorkerLost')
      this.odd.push(`${answer.status} ${answer.body.toString()}`);
    return answer.status === 200;
  }
}

const servers: ServerProcess[] = [];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-main-kill-'));
});
afterAll(async () => {
  for (const { child } of servers) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

function start(): ServerProcess {
  const folders = ['--workspace', join(folder, 'workspace'), '--temp', join(folder, 'temp')];
  const server = spawnServer(folder, '--port', '0', '--threads', '1', ...folders);
  servers.push(server);
  return server;
}

const anyImage = (): Buffer => {
  const slices = 1 + Math.floor(Math.random() * 40);
  return Buffer.from(
    niftiBytes({ dim: [3, 16, 16, slices, 1, 1, 1, 1], voxels: randomBytes(2 * 256 * slices) }),
  );
};

/** Uploads, asks, and now and then removes, until its server is there no more. */
async function useServer(url: string, ledger: Ledger): Promise<void> {
  for (;;) {
    const image = anyImage();
    const put = await putForm(url, [filePart(image)]);
    if (!ledger.hasDone(url, put)) continue;
    const id = String(JSON.parse(put.body.toString()).session_id);
    ledger.kept.set(id, image);
    if (Math.random() < 0.7) continue; // a network costs each new worker as much as its own start
    const query = `model=ct_tissue&output=json&session_id=${id}`;
    ledger.hasDone(url, await ask(`${url}/v1/segmentation?${query}`, { method: 'POST' }));
    ledger.ended.add(id);
    const { status } = await ask(`${url}/session/${id}`, { method: 'DELETE' });
    if (status === 200) ledger.removed.add(id);
    else ledger.odd.push(`DELETE ${status}`);
  }
}

/** False where the worker that was killed before is not yet replaced. */
async function killWorkerOf({ child }: ServerProcess): Promise<boolean> {
  const found = await promisify(execFile)('pgrep', ['-P', `${child.pid}`]).catch(() => ({ stdout: '' }));
  const pids = found.stdout.split('\n').filter((pid) => pid !== '');
  return pids.map(killNow).includes(true);
}

function killNow(pid: string): boolean {
  try {
    return process.kill(Number(pid), 'SIGKILL');
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    throw error;
  }
}

/** From its start to the end that `kill -9` makes of it. */
async function live(ledger: Ledger): Promise<void> {
  const server = start();
  const url = await server.listening();
  const clients = Array.from({ length: CLIENTS }, () => useServer(url, ledger).catch(() => undefined));
  for (let kills = 0; kills <= WORKERS_PER_LIFE;) {
    const asked = ledger.answersOf(url);
    await eventually(() => ledger.answersOf(url) > asked, 60_000);
    await delay(Math.random() * 30);
    if (kills === WORKERS_PER_LIFE) server.child.kill('SIGKILL');
    else if (!(await killWorkerOf(server))) continue;
    kills++;
    ledger.kills++;
  }
  await server.ended;
  await Promise.all(clients);
}

const canKill = isBuilt && process.platform !== 'win32';

(canKill ? describe : describe.skip)(`kill -9${canKill ? '' : ' (skipped: the server is not built)'}`, () => {
  it('of servers and workers at any moment, 200 times, loses no session and leaves no file', async () => {
    const ledger = new Ledger();
    const lives = async (): Promise<void> => {
      for (let life = 0; life < LIVES; life++) await live(ledger);
    };
    await Promise.all(Array.from({ length: SERVERS }, lives));
    expect([ledger.kills, ledger.odd]).toEqual([200, []]);
    expect(ledger.kept.size).toBeGreaterThan(100);

    const server = start();
    const url = await server.listening();
    const imageOf = (id: string) => ask(`${url}/session/${id}?image=true`);
    for (const [id, image] of ledger.kept) {
      if (ledger.ended.has(id)) continue;
      const { status, body } = await imageOf(id);
      expect([id, status, body.equals(image)]).toEqual([id, 200, true]);
    }
    for (const id of ledger.removed) expect((await imageOf(id)).status).toBe(404);
    expect(await readdir(join(folder, 'workspace/.staging'))).toEqual([]);
    expect(await readdir(join(folder, 'temp'), { recursive: true })).toHaveLength(1);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
  }, 240_000);
});
