import { existsSync, utimesSync } from 'node:fs';
import { cp, mkdir, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock } from './clock.js';
import { keepFile, sessionFolders, type SessionFolders } from './fixtures/session-folders.js';
import { newSessionId } from './session-id.js';
import type { SessionStore } from './session-store.js';

const GONE = expect.objectContaining({ tag: 'SessionGone' });

let folders: SessionFolders;
let store: SessionStore;
beforeEach(async () => {
  folders = await sessionFolders();
  store = await folders.open();
});
afterEach(() => folders.remove());

const pass = (seconds: number): Promise<void> => folders.clock.pass(seconds);
const tombstoneOf = (id: string): string => join(folders.folder, `${id}.gone-${folders.clock.now()}`);

describe('the sweep', () => {
  it('renames what has expired, waits a minute, and removes it', async () => {
    const { id } = await keepFile(store, { expirySeconds: 30 });
    await pass(59);
    expect(await folders.names()).toEqual([id]);
    await pass(1);
    expect(await folders.names()).toEqual([`${id}.gone-${folders.clock.now()}`]);
    await pass(59);
    expect(await folders.names()).toHaveLength(1);
    await pass(1);
    expect([await folders.names(), await readdir(folders.staging)]).toEqual([[], []]);
  });

  it('runs when a store is opened, over what expired meanwhile', async () => {
    const [short, long] = [await keepFile(store, { expirySeconds: 30 }), await keepFile(store)];
    await store.close();
    folders.clock.jump(600);
    await folders.open();
    expect(await folders.names()).toEqual([`${short.id}.gone-${folders.clock.now()}`, long.id].sort());
  });

  it('tells whom it has removed, and only then', async () => {
    await store.close();
    const swept: string[] = [];
    store = await folders.open({ swept: (id) => void swept.push(id) });
    const [short] = [await keepFile(store, { expirySeconds: 30 }), await keepFile(store)];
    await pass(119);
    expect(swept).toEqual([]);
    await pass(1);
    expect(swept).toEqual([short.id]);
  });

  it('stops when the store is closed', async () => {
    expect(folders.clock.timers).toBe(1);
    await store.close();
    expect(folders.clock.timers).toBe(0);
    await keepFile(store, { expirySeconds: 1 });
    await pass(600);
    expect(await folders.names()).toHaveLength(1);
  });

  it('brings back what was used while it was renamed', async () => {
    const { id } = await keepFile(store, { expirySeconds: 30 });
    await pass(60);
    const tombstone = tombstoneOf(id);
    await pass(50);
    const now = new Date(folders.clock.now());
    await utimes(join(tombstone, 'used'), now, now);
    await pass(10);
    expect(await folders.names()).toEqual([id]);
    expect((await store.look(id)).lastUsedAt).toBe(now.getTime());
  });

  it('brings back at once what is used between its look and its rename', async () => {
    const { id } = await keepFile(store, { expirySeconds: 30 });
    folders.clock.jump(30);
    const used = join(folders.folder, id, 'used');
    let uses = 0;
    const clock: Clock = {
      after: () => () => undefined,
      now() {
        const now = folders.clock.now();
        // The sweep asks for the time when it has looked.
        if (existsSync(used) && uses++ === 1) utimesSync(used, new Date(now), new Date(now));
        return now;
      },
    };
    await folders.open({ clock });
    expect([uses, await folders.names()]).toEqual([2, [id]]);
    expect((await store.look(id)).id).toBe(id);
  });

  it('leaves strangers alone', async () => {
    const strangers = [
      'notes',
      'lost+found',
      '.gone-1',
      `${newSessionId()}.bak`,
      newSessionId().toUpperCase(),
    ];
    for (const name of strangers) await mkdir(join(folders.folder, name));
    const [file, link] = [newSessionId(), `${newSessionId()}.gone-0`];
    await writeFile(join(folders.folder, file), '');
    await symlink('/etc', join(folders.folder, link));
    folders.clock.jump(1e7);
    await pass(300);
    expect(await folders.names()).toEqual([...strangers, file, link].sort());
    expect([folders.lines, existsSync('/etc/passwd')]).toEqual([[], true]);
  });

  it.each<[what: string, expiry: number, damage: (path: string) => Promise<unknown>]>([
    ['a file', 1000, (path) => rm(join(path, 'image'))],
    ['its record, as late as the longest life', 5000, (path) => rm(join(path, 'session.json'))],
    ['a sound record, as late', 5000, (path) => writeFile(join(path, 'session.json'), '{')],
  ])('removes a session without %s', async (_what, expiry, damage) => {
    const own = await folders.open({ ceilingSeconds: 5000 });
    const { id } = await keepFile(own, { expirySeconds: 1000 });
    await store.close();
    await damage(join(folders.folder, id));
    await pass(expiry - 60);
    expect(await folders.names()).toEqual([id]);
    await pass(240);
    expect(await folders.names()).toEqual([]);
  });

  it('removes a session without its time by when its folder was changed', async () => {
    const { id } = await keepFile(store, { expirySeconds: 1000 });
    await rm(join(folders.folder, id, 'used'));
    const now = new Date(folders.clock.now() + 500_000);
    await utimes(join(folders.folder, id), now, now);
    await pass(1440);
    expect(await folders.names()).toEqual([id]);
    await pass(240);
    expect(await folders.names()).toEqual([]);
  });

  it('says what it cannot sweep, and sweeps the rest', async () => {
    const [copied, other] = [await keepFile(store), await keepFile(store, { expirySeconds: 1 })];
    const copy = `${copied.id}.gone-0`;
    await cp(join(folders.folder, copied.id), join(folders.folder, copy), {
      recursive: true,
      preserveTimestamps: true,
    });
    await pass(60);
    expect(folders.lines).toEqual([
      expect.stringMatching(`^session folder ${copy} could not be swept: .*ENOTEMPTY`),
    ]);
    expect(await folders.names()).toEqual(
      [copy, copied.id, `${other.id}.gone-${folders.clock.now()}`].sort(),
    );
  });

  it('outlives a folder that was taken away', async () => {
    await rm(folders.folder, { recursive: true });
    await pass(60);
    expect(folders.lines).toEqual([expect.stringMatching(/^the sessions could not be swept: .*ENOENT/)]);
    await expect(store.look(newSessionId())).rejects.toThrow(GONE);
    await mkdir(folders.folder);
    expect((await keepFile(store)).bytes).toBe(4);
  });
});

describe('a clock that jumps back', () => {
  it.each([-30, -3600, -1e9])('by %d s loses nothing', async (seconds) => {
    const kept = await keepFile(store, { expirySeconds: 600 });
    folders.clock.jump(seconds);
    await pass(600);
    expect((await store.look(kept.id)).files).toEqual(kept.files);
  });

  it('brings back what a fast clock had buried', async () => {
    const { id } = await keepFile(store, { expirySeconds: 600 });
    folders.clock.jump(1e6);
    await (await folders.open()).close();
    expect(await folders.names()).toEqual([`${id}.gone-${folders.clock.now()}`]);
    folders.clock.jump(-1e6);
    await pass(60);
    expect(await folders.names()).toEqual([id]);
  });

  it('leaves no tombstone of the future for ever', async () => {
    const { id } = await keepFile(store, { expirySeconds: 60 });
    folders.clock.jump(1e9);
    await (await folders.open()).close();
    expect(await folders.names()).toEqual([`${id}.gone-${folders.clock.now()}`]);
    folders.clock.jump(-1e9);
    folders.clock.jump(60);
    await pass(60);
    expect(await folders.names()).toEqual([]);
  });
});
