import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { sessionFolders, type SessionFolders } from './fixtures/session-folders.js';
import type { SessionStore } from './session-store.js';

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const CHILD = pathOf('./fixtures/keep-until-killed.mjs');
const LIBRARY = pathOf('../dist/index.js');

/** Many, because every start looks through all that lies there. */
const FOLDERS = 10;
/** At once on each folder: servers may share one. */
const CHILDREN = 4;
const KILLS = 5;

/** Starts a process that keeps sessions, kills it up to 15 ms after its first, and gives whatever it said. */
async function killOne({ folder, staging }: SessionFolders): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, LIBRARY, folder, staging], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const closed = new Promise((resolve) => child.once('close', resolve));
  await Promise.race([closed, new Promise((resolve) => child.stdout.once('data', resolve))]);
  await delay(Math.random() * 15);
  child.kill('SIGKILL');
  await closed;
  return said.split('\n').slice(0, -1);
}

async function proveWhole(store: SessionStore, id: string): Promise<void> {
  const { files } = await store.look(id);
  expect(files).toHaveLength(2);
  for (const { path, name } of files) {
    const sum = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    expect(sum).toBe(name);
  }
}

async function killMany(folders: SessionFolders): Promise<{ kept: number; kills: number }> {
  const kill = async () => {
    const lines: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) lines.push(...(await killOne(folders)));
    return lines;
  };
  const said = (await Promise.all(Array.from({ length: CHILDREN }, kill))).flat();
  const of = (sign: string) => said.filter((line) => line[0] === sign).map((line) => line.slice(1));
  const [kept, doubtful, removed] = [of('+'), new Set(of('?')), of('-')];

  const store = await folders.open();
  expect(await readdir(folders.staging)).toEqual([]);
  for (const id of kept.filter((one) => !doubtful.has(one))) await proveWhole(store, id);
  for (const id of removed) await expect(store.look(id)).rejects.toThrow('expired or is unknown');
  // Whatever else lies there was kept and killed before it could be said: it is whole as well.
  for (const id of await folders.names()) await proveWhole(store, id);
  return { kept: kept.length, kills: CHILDREN * KILLS };
}

it('a kill -9 at any moment, 200 times, loses nothing that was kept and leaves nothing behind', async () => {
  const totals = { kept: 0, kills: 0 };
  for (let at = 0; at < FOLDERS; at += 1) {
    // The children live by the real time, and so must who opens after them.
    const folders = await sessionFolders(Date.now());
    try {
      const { kept, kills } = await killMany(folders);
      totals.kept += kept;
      totals.kills += kills;
    } finally {
      await folders.remove();
    }
  }
  expect(totals.kills).toBe(200);
  expect(totals.kept).toBeGreaterThan(200);
}, 120_000);
