import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTempFolder } from './temp-folder.js';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'aiaa-temp-'));
});
afterEach(() => rm(base, { recursive: true }));

describe('openTempFolder', () => {
  it('lends folders that nobody else may enter, and removes them', async () => {
    const temp = await openTempFolder(base);
    const path = await temp.lend(async (folder) => {
      await writeFile(join(folder, 'upload'), 'x');
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      return folder;
    });
    expect(existsSync(path)).toBe(false);
  });

  it('removes them after a failure as well, and passes the failure on', async () => {
    const temp = await openTempFolder(base);
    await expect(temp.lend(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await readdir(temp.path)).toEqual([]);
  });

  it('makes its base, and removes itself at the end', async () => {
    const temp = await openTempFolder(join(base, 'new', 'folder'));
    expect(existsSync(temp.path)).toBe(true);
    await temp.remove();
    expect(await readdir(join(base, 'new', 'folder'))).toEqual([]);
  });

  it('sweeps what dead processes left, and nothing else', async () => {
    const host = hostname().replaceAll(/[^\w.]/g, '_');
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    const swept = [`aiaa-${host}-${dead}-k1-abc`, `aiaa-${host}-${process.pid}-before-abc`];
    const kept = [`aiaa-${host}-1-k1-abc`, `aiaa-${host}.other-${dead}-k1-abc`, `aiaa-${host}-notes`, 'mine'];
    for (const name of [...swept, ...kept]) await mkdir(join(base, name, 'request-x'), { recursive: true });
    const first = await openTempFolder(base);
    const second = await openTempFolder(base);
    const left = await readdir(base);
    expect(left.sort()).toEqual(
      [...kept, ...[first, second].map(({ path }) => path.slice(base.length + 1))].sort(),
    );
  });
});
