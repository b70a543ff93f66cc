import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keepFile, sessionFolders, type SessionFolders } from './fixtures/session-folders.js';
import { newSessionId } from './session-id.js';
import type { SessionStore } from './session-store.js';
import { orStorageFull } from './or-storage-full.js';

const GONE = expect.objectContaining({ tag: 'SessionGone' });
const BROKEN = expect.objectContaining({ tag: 'BrokenInvariant' });

let folders: SessionFolders;
let store: SessionStore;
beforeEach(async () => {
  folders = await sessionFolders();
  store = await folders.open();
});
afterEach(() => folders.remove());

describe('what is kept', () => {
  it('is a folder for its owner alone, named by the id, with nothing left in staging', async () => {
    const { id } = await keepFile(store);
    const path = join(folders.folder, id);
    expect((await readdir(path)).sort()).toEqual(['image', 'session.json', 'used']);
    const modes = await Promise.all(
      ['.', 'image', 'session.json', 'used'].map(async (name) => (await stat(join(path, name))).mode & 0o777),
    );
    expect(modes).toEqual([0o700, 0o600, 0o600, 0o600]);
    expect([await folders.names(), await readdir(folders.staging)]).toEqual([[id], []]);
  });

  it('says when, by the clock of the store', async () => {
    const now = folders.clock.now();
    expect(await keepFile(store, { bytes: 7 })).toMatchObject({ createdAt: now, lastUsedAt: now, bytes: 7 });
  });

  it('survives its store', async () => {
    const kept = await keepFile(store, { facts: { spacing: [1, 2.5] } });
    await store.close();
    const next = await folders.open();
    expect(await next.look(kept.id)).toEqual(kept);
  });

  it('stays when the work fails after it was kept', async () => {
    let id = '';
    const failed = store.stage(async (staged) => {
      id = (await staged.keep({ files: [] })).id;
      throw new Error('afterwards');
    });
    await expect(failed).rejects.toThrow('afterwards');
    expect((await store.look(id)).files).toEqual([]);
  });

  it('is staged again after someone has tidied the workspace', async () => {
    const { id } = await keepFile(store);
    await rm(folders.staging, { recursive: true });
    await store.remove(id);
    await rm(folders.staging, { recursive: true });
    await keepFile(store);
    expect(await folders.names()).toHaveLength(1);
  });
});

describe('a staged folder', () => {
  it('takes no harm from a file that is flushed early, twice, or is not there', async () => {
    const session = await store.stage(async ({ folder, flush, keep }) => {
      await writeFile(join(folder, 'image'), 'voxels');
      await Promise.all([flush('image'), flush('image'), flush('nothing')]);
      return keep({ files: [{ file: 'image', name: 'a.nii' }] });
    });
    expect(await readFile(session.files[0].path, 'utf8')).toBe('voxels');
  });

  const keepNamed = (file: string, prepare: (folder: string) => Promise<unknown> = () => Promise.resolve()) =>
    store.stage(async (staged) => {
      await prepare(staged.folder);
      return staged.keep({ files: [{ file, name: 'x' }] });
    });

  it.each([
    ['../image', undefined],
    ['/etc/passwd', undefined],
    ['', undefined],
    ['.', undefined],
    ['missing', undefined],
    ['x'.repeat(10_000), undefined],
    ['session.json', (folder: string) => writeFile(join(folder, 'session.json'), '{}')],
    ['used', (folder: string) => writeFile(join(folder, 'used'), '')],
    ['link', (folder: string) => symlink('/etc/passwd', join(folder, 'link'))],
    ['folder', (folder: string) => mkdir(join(folder, 'folder'))],
    ['pipe', async (folder: string) => execFileSync('mkfifo', [join(folder, 'pipe')])],
  ])('becomes no session with the file %.20j', async (file, prepare) => {
    await expect(keepNamed(file, prepare)).rejects.toThrow(BROKEN);
    expect([await folders.names(), await readdir(folders.staging)]).toEqual([[], []]);
  });

  it('becomes no session that lists a file twice, and no two sessions', async () => {
    const twice = store.stage(async ({ folder, keep }) => {
      await writeFile(join(folder, 'a'), '');
      return keep({
        files: [
          { file: 'a', name: 'x' },
          { file: 'a', name: 'y' },
        ],
      });
    });
    await expect(twice).rejects.toThrow(BROKEN);
    const two = store.stage(({ keep }) => Promise.all([keep({ files: [] }), keep({ files: [] })]));
    await expect(two).rejects.toThrow(/one session, not two/);
  });

  it('becomes no session once its work has ended', async () => {
    const { keep } = await store.stage((staged) => Promise.resolve(staged));
    await expect(keep({ files: [{ file: 'a', name: 'a' }] })).rejects.toThrow(BROKEN);
    expect(await folders.names()).toEqual([]);
  });

  it('becomes no session with facts that would not be read again', async () => {
    const tooLong = store.stage(({ keep }) => keep({ files: [], facts: { note: 'x'.repeat(2 ** 24) } }));
    await expect(tooLong).rejects.toThrow(expect.objectContaining({ tag: 'LimitExceeded' }));
    expect(await folders.names()).toEqual([]);
  });

  it.each(['ENOSPC', 'EDQUOT'])('tells of a full disk (%s) by name', async (code) => {
    const full = Object.assign(new Error('write failed'), { code });
    await expect(store.stage(() => Promise.reject(full))).rejects.toMatchObject({
      tag: 'StorageFull',
      message: expect.stringMatching(/^The disk .* is full: free space .*\.$/),
      cause: full,
    });
    expect(orStorageFull(Object.assign(new Error(), { code: 'EIO' }))).toMatchObject({ code: 'EIO' });
  });
});

describe('a session that was tampered with', () => {
  it.each<[how: string, tamper: (path: string) => Promise<unknown>]>([
    ['has lost its file', (path) => rm(join(path, 'image'))],
    ['has lost its record', (path) => rm(join(path, 'session.json'))],
    ['has lost its time', (path) => rm(join(path, 'used'))],
    ['has half a record', (path) => truncate(join(path, 'session.json'), 30)],
    ['has an endless record', (path) => truncate(join(path, 'session.json'), 2 ** 30)],
    ['has a record of another', (path) => writeFile(join(path, 'session.json'), '{"format":1,"id":"x"}')],
    ['has a link for a file', (path) => replace(join(path, 'image'), (to) => symlink('/etc/passwd', to))],
    ['has a folder for a file', (path) => replace(join(path, 'image'), (to) => mkdir(to))],
    ['has a link for a record', (path) => linkRecord(path)],
    ['has a pipe for a record', (path) => replace(join(path, 'session.json'), makePipe)],
    ['is a file', (path) => replace(path, (to) => writeFile(to, ''))],
    ['is empty', (path) => replace(path, (to) => mkdir(to))],
    ['is a link to its folder', async (path) => linkFolder(path)],
  ])('and %s is gone, and its store goes on', async (_how, tamper) => {
    const sound = await keepFile(store);
    const { id } = await keepFile(store);
    await tamper(join(folders.folder, id));
    await expect(store.look(id)).rejects.toThrow(GONE);
    await expect(store.use(id)).rejects.toThrow(GONE);
    await expect(store.remove(id)).rejects.toThrow(GONE);
    await keepFile(store);
    expect(await store.look(sound.id)).toEqual(sound);
  });

  it('and has a new name is gone', async () => {
    const { id } = await keepFile(store);
    const other = newSessionId();
    await cp(join(folders.folder, id), join(folders.folder, other), { recursive: true });
    await expect(store.look(other)).rejects.toThrow(GONE);
  });
});

describe('the last use', () => {
  it.each([
    [3600, 9, false],
    [3600, 10, true],
    [30, 2, false],
    [30, 3, true],
  ])('of a session of %d s is written after %d s: %j', async (expirySeconds, seconds, isWritten) => {
    const { id, createdAt } = await keepFile(store, { expirySeconds });
    folders.clock.jump(seconds);
    const used = await store.use(id);
    expect(used.lastUsedAt).toBe(createdAt + (isWritten ? seconds * 1000 : 0));
    expect(await store.look(id)).toEqual(used);
  });

  it('is put right after a clock has jumped back', async () => {
    folders.clock.jump(1e6);
    const { id } = await keepFile(store, { expirySeconds: 60 });
    folders.clock.jump(-1e6);
    await folders.clock.pass(300);
    await store.use(id);
    await folders.clock.pass(59);
    expect((await store.look(id)).id).toBe(id);
    await folders.clock.pass(1);
    await expect(store.look(id)).rejects.toThrow(GONE);
  });
});

describe('opening a store', () => {
  it.each([
    { ceilingSeconds: 0 },
    { ceilingSeconds: Number.POSITIVE_INFINITY },
    { defaultSeconds: -1 },
    { sweepEverySeconds: Number.NaN },
    { sweepEverySeconds: 1e9 },
    { quotaBytes: -1 },
  ])('is refused with %j', async (options) => {
    await expect(folders.open(options)).rejects.toThrow(BROKEN);
  });

  it('is refused across file systems', async () => {
    // Linux keeps /dev/shm in memory; elsewhere there is no second file system to be sure of.
    const other = await stat('/dev/shm').catch(() => undefined);
    if (other === undefined || other.dev === (await stat(folders.folder)).dev) return;
    const staging = join('/dev/shm', `aiaa-${process.pid}`);
    await expect(folders.open({ staging })).rejects.toThrow(/different file systems/);
    await rm(staging, { recursive: true });
  });

  it('makes its folders for their owner alone', async () => {
    expect((await stat(folders.folder)).mode & 0o777).toBe(0o700);
    expect((await stat(folders.staging)).mode & 0o777).toBe(0o700);
  });
});

async function replace(path: string, by: (path: string) => Promise<unknown>): Promise<void> {
  await rm(path, { recursive: true });
  await by(path);
}

const makePipe = async (path: string): Promise<unknown> => execFileSync('mkfifo', [path]);

async function linkRecord(path: string): Promise<void> {
  const record = join(path, 'session.json');
  const text = await readFile(record);
  await replace(record, (to) => symlink(`${path}.record`, to));
  await writeFile(`${path}.record`, text);
}

async function linkFolder(path: string): Promise<void> {
  await cp(path, `${path}.copy`, { recursive: true });
  await replace(path, (to) => symlink(`${path}.copy`, to));
}
