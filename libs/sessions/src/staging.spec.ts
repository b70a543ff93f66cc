import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStaging } from './staging.js';

const DAY_MS = 24 * 60 * 60 * 1000;

let base: string;
let lines: string[];
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'aiaa-staging-'));
  lines = [];
});
afterEach(() => rm(base, { recursive: true }));

const open = (folder = base) =>
  openStaging({ folder, now: Date.now(), log: (line) => void lines.push(line) });

describe('openStaging', () => {
  it('lends folders that nobody else may enter, and removes them', async () => {
    const staging = await open();
    const path = await staging.lend(async (folder) => {
      await writeFile(join(folder, 'upload'), 'x');
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      return folder;
    });
    expect(existsSync(path)).toBe(false);
  });

  it('discards a folder once', async () => {
    const staging = await open(join(base, 'new'));
    await mkdir(join(base, 'old', 'deep'), { recursive: true });
    await staging.discard(join(base, 'old'));
    expect([await readdir(base), await readdir(join(base, 'new'))]).toEqual([['new'], []]);
    await expect(staging.discard(join(base, 'old'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(lines).toEqual([]);
  });

  it('sweeps what dead processes left, and nothing that may be somebody’s', async () => {
    const host = hostname().replaceAll(/[^\w.]/g, '_');
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    const old = new Date(Date.now() - DAY_MS - 1000);
    const recent = new Date(Date.now() - DAY_MS + 60_000);
    const cases: [name: string, changed: Date, stays: boolean][] = [
      [`aiaa-${host}-${dead}-k1-abc`, new Date(), false],
      [`aiaa-${host}-${process.pid}-before-abc`, new Date(), false],
      [`aiaa-${host}-1-k1-abc`, old, true],
      [`aiaa-${host}.other-${dead}-k1-abc`, recent, true],
      [`aiaa-${host}.other-${dead}-k1-def`, old, false],
      [`aiaa-${host}-notes`, old, true],
      ['mine', old, true],
    ];
    for (const [name, changed] of cases) {
      await mkdir(join(base, name, 'deep'), { recursive: true });
      await utimes(join(base, name), changed, changed);
    }
    await (
      await open()
    ).lend(async (folder) => {
      await open();
      expect(existsSync(folder)).toBe(true);
    });
    const staying = cases.filter(([, , stays]) => stays).map(([name]) => name);
    expect((await readdir(base)).sort()).toEqual(staying.sort());
  });
});
