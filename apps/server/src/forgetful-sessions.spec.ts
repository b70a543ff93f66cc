import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openFolderSessionStore, type SessionStore } from '@aiaa/sessions';
import { FakeClock, sessionStoreContract } from '@aiaa/sessions/testing';
import { forgetfulSessions } from './forgetful-sessions.js';

let folder: string;
let clock: FakeClock;
let forgotten: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-forgetful-'));
  clock = new FakeClock();
  forgotten = [];
});
afterEach(() => rm(folder, { recursive: true }));

const openPlain = (): Promise<SessionStore> =>
  openFolderSessionStore({
    folder: join(folder, 'sessions'),
    staging: join(folder, 'staging'),
    ceilingSeconds: 7200,
    clock,
  });

const open = async (): Promise<SessionStore> =>
  forgetfulSessions(await openPlain(), { forget: (session) => void forgotten.push(session) });

const keep = async (store: SessionStore): Promise<string> => {
  const { id } = await store.stage(async (staged) => {
    await writeFile(join(staged.folder, 'image'), 'x');
    return staged.keep({ files: [{ file: 'image', name: 'a.nii' }], expirySeconds: 60 });
  });
  return id;
};

describe('sessions that workers forget', () => {
  const laws = sessionStoreContract(async () => ({
    store: await open(),
    pass: (seconds) => clock.pass(seconds),
  }));
  for (const law of laws) it(law.name, law.check);

  it('are forgotten once they are removed, by whichever server', async () => {
    const [store, other] = [await open(), await openPlain()];
    const [first, second, third] = [await keep(store), await keep(store), await keep(store)];
    await store.remove(first);
    await other.remove(second);
    await expect(store.use(second)).rejects.toMatchObject({ tag: 'SessionGone' });
    expect(forgotten).toEqual([first, second]);
    await store.use(third);
    expect(forgotten).toHaveLength(2);
    await Promise.all([store.close(), other.close()]);
  });

  it('are forgotten once somebody finds them expired', async () => {
    const store = await open();
    const id = await keep(store);
    await clock.pass(61);
    await expect(store.look(id)).rejects.toMatchObject({ tag: 'SessionGone' });
    expect(forgotten).toEqual([id]);
    await store.close();
  });

  it('are forgotten where they never came to be', async () => {
    const store = await open();
    let id = '';
    const failed = store.stage((staged) => {
      id = staged.id;
      return Promise.reject(new Error('no image'));
    });
    await expect(failed).rejects.toThrow('no image');
    expect(forgotten).toEqual([id]);
    await store.close();
  });

  it('have ids: no other text reaches a worker', async () => {
    const store = await open();
    for (const text of ['', '../x', 'a'.repeat(1e6)]) {
      await expect(store.use(text)).rejects.toMatchObject({ tag: 'SessionGone' });
    }
    expect(forgotten).toEqual([]);
    await store.close();
  });
});
