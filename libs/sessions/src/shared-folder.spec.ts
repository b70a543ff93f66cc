import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock } from './clock.js';
import { keepFile, sessionFolders, type SessionFolders } from './fixtures/session-folders.js';
import type { SessionStore } from './session-store.js';
import { FakeClock } from './testing/fake-clock.js';

const GONE = expect.objectContaining({ tag: 'SessionGone' });

let folders: SessionFolders;
beforeEach(async () => {
  folders = await sessionFolders();
});
afterEach(() => folders.remove());

/** Runs both at once, and says how each ended. */
const tagsOf = async (both: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(both))
    .map((end) => (end.status === 'fulfilled' ? 'done' : String((end.reason as { tag?: string }).tag)))
    .sort();

describe('two servers on one folder', () => {
  it('serve, use and remove each other’s sessions', async () => {
    const [here, there] = [await folders.open(), await folders.open()];
    const kept = await keepFile(here, { expirySeconds: 100 });
    expect(await there.look(kept.id)).toEqual(kept);
    await folders.clock.pass(90);
    await there.use(kept.id);
    await folders.clock.pass(90);
    expect((await here.look(kept.id)).lastUsedAt).toBe(kept.createdAt + 90_000);
    await there.remove(kept.id);
    await expect(here.use(kept.id)).rejects.toThrow(GONE);
  });

  it('open and close without harm to what the other stages', async () => {
    const here = await folders.open();
    await here.stage(async (staged) => {
      await (await folders.open()).close();
      expect(existsSync(staged.folder)).toBe(true);
    });
  });

  it('let one of two removals win, a hundred times', async () => {
    const [here, there] = [await folders.open(), await folders.open()];
    for (let time = 0; time < 100; time += 1) {
      const { id } = await keepFile(here, { bytes: 1 });
      expect(await tagsOf([here.remove(id), there.remove(id)])).toEqual(['SessionGone', 'done']);
    }
    expect([await folders.names(), folders.lines]).toEqual([[], []]);
  });

  it('end every use beside a removal as found or gone', async () => {
    const [here, there] = [await folders.open(), await folders.open()];
    const ends = new Set<string>();
    for (let time = 0; time < 50; time += 1) {
      const { id } = await keepFile(here, { bytes: 1 });
      folders.clock.jump(60);
      for (const tag of await tagsOf([there.use(id), there.use(id), here.remove(id)])) ends.add(tag);
      await expect(there.use(id)).rejects.toThrow(GONE);
    }
    expect([...ends].filter((tag) => !['done', 'SessionGone'].includes(tag))).toEqual([]);
  });
});

describe('a server with a fast clock', () => {
  let fast: SessionStore;
  let slow: SessionStore;
  const fastClock = (): FakeClock => {
    const clock = new FakeClock();
    clock.jump(3600);
    return clock;
  };

  beforeEach(async () => {
    slow = await folders.open();
  });

  it('buries a session that another brings back by using it', async () => {
    const kept = await keepFile(slow, { expirySeconds: 600 });
    fast = await folders.open({ clock: fastClock() });
    expect(await folders.names()).toEqual([expect.stringMatching(`^${kept.id}\\.gone-`)]);
    await expect(fast.look(kept.id)).rejects.toThrow(GONE);
    expect(await slow.use(kept.id)).toEqual(kept);
    expect(await folders.names()).toEqual([kept.id]);
  });

  it('buries a session that another removes', async () => {
    const { id } = await keepFile(slow, { expirySeconds: 600 });
    fast = await folders.open({ clock: fastClock() });
    await slow.remove(id);
    expect(await folders.names()).toEqual([]);
  });

  it('buries a session that the other’s sweep brings back', async () => {
    const { id, files } = await keepFile(slow, { expirySeconds: 600 });
    fast = await folders.open({ clock: fastClock() });
    expect(existsSync(files[0]?.path ?? '')).toBe(false);
    await folders.clock.pass(60);
    expect(await folders.names()).toEqual([id]);
    expect(existsSync(join(folders.folder, id, 'image'))).toBe(true);
  });

  it('finds its own sessions again', async () => {
    fast = await folders.open({ clock: fastClock() });
    const { id } = await keepFile(fast, { expirySeconds: 60 });
    await folders.clock.pass(600);
    expect((await fast.use(id)).id).toBe(id);
  });
});

describe('a use between whose look and touch', () => {
  /** A store that finds this done when it has looked and is about to write the use down. */
  const openInterrupted = async (interrupt: () => void): Promise<SessionStore> => {
    let calls = 0;
    let armed = false;
    const clock: Clock = {
      after: () => () => undefined,
      now() {
        if (armed && ++calls === 2) interrupt();
        return folders.clock.now();
      },
    };
    const store = await folders.open({ clock });
    armed = true;
    return store;
  };
  const pathOf = (id: string): string => join(folders.folder, id);

  it('the session is buried brings it back', async () => {
    const { id } = await keepFile(await folders.open());
    folders.clock.jump(60);
    const store = await openInterrupted(() => renameSync(pathOf(id), pathOf(`${id}.gone-0`)));
    expect((await store.use(id)).lastUsedAt).toBe(folders.clock.now());
    expect(await folders.names()).toEqual([id]);
    expect((await store.look(id)).lastUsedAt).toBe(folders.clock.now());
  });

  it('the session is removed finds it gone', async () => {
    const { id } = await keepFile(await folders.open());
    folders.clock.jump(60);
    const store = await openInterrupted(() => rmSync(pathOf(id), { recursive: true }));
    await expect(store.use(id)).rejects.toThrow(GONE);
  });
});
