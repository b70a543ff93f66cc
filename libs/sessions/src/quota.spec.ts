import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keepFile, sessionFolders, type SessionFolders } from './fixtures/session-folders.js';
import { Quota } from './quota.js';
import { newSessionId } from './session-id.js';

const FULL = expect.objectContaining({ tag: 'StorageFull' });

let folders: SessionFolders;
beforeEach(async () => {
  folders = await sessionFolders();
});
afterEach(() => folders.remove());

describe('the quota', () => {
  it('is filled to the last byte, and refused beyond with figures, leaving nothing behind', async () => {
    const store = await folders.open({ quotaBytes: 100 });
    const kept = await keepFile(store, { bytes: 60 });
    await expect(keepFile(store, { bytes: 41 })).rejects.toMatchObject({
      tag: 'StorageFull',
      message:
        'The sessions hold 60 of 100 bytes and this one has 41: end sessions that are done with, try again when others have expired, or start the server with a higher quota.',
    });
    expect([await folders.names(), await readdir(folders.staging)]).toEqual([[kept.id], []]);
    await keepFile(store, { bytes: 40 });
    await expect(keepFile(store, { bytes: 1 })).rejects.toThrow(FULL);
    expect((await keepFile(store, { bytes: 0 })).bytes).toBe(0);
  });

  it('counts what other servers keep and remove, and what lay there before', async () => {
    const there = await folders.open();
    const first = await keepFile(there, { bytes: 50 });
    const here = await folders.open({ quotaBytes: 100 });
    const second = await keepFile(there, { bytes: 50 });
    await expect(keepFile(here, { bytes: 1 })).rejects.toThrow(FULL);
    await there.remove(first.id);
    await keepFile(here, { bytes: 50 });
    await here.remove(second.id);
    await keepFile(there, { bytes: 50 });
    await expect(keepFile(here, { bytes: 1 })).rejects.toThrow(FULL);
  });

  it('counts expired sessions until they are removed', async () => {
    const store = await folders.open({ quotaBytes: 100 });
    await keepFile(store, { bytes: 100, expirySeconds: 30 });
    await folders.clock.pass(60);
    await expect(keepFile(store, { bytes: 1 })).rejects.toThrow(FULL);
    await folders.clock.pass(60);
    await keepFile(store, { bytes: 100 });
  });

  it('is never promised twice: of twenty at once as many are kept as fit', async () => {
    const store = await folders.open({ quotaBytes: 100 });
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => keepFile(store, { bytes: 15 })));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
    expect(await folders.names()).toHaveLength(6);
    const { id } = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))[0] ?? { id: '' };
    await store.remove(id);
    await keepFile(store, { bytes: 25 });
  });

  it('holds no room for a keep that failed', async () => {
    await mkdir(folders.folder);
    const quota = new Quota(folders.folder, 100);
    const failed = quota.hold(newSessionId(), 100, async () => {
      await expect(quota.hold(newSessionId(), 1, () => Promise.resolve())).rejects.toThrow(FULL);
      throw new Error('no disk');
    });
    await expect(failed).rejects.toThrow('no disk');
    expect(await quota.hold(newSessionId(), 100, () => Promise.resolve('kept'))).toBe('kept');
  });

  it('does not count strangers, nor sessions without a record', async () => {
    const store = await folders.open({ quotaBytes: 10 });
    for (const name of ['notes', newSessionId()]) {
      await mkdir(join(folders.folder, name));
      await writeFile(join(folders.folder, name, 'image'), 'x'.repeat(100));
    }
    expect((await keepFile(store, { bytes: 10 })).bytes).toBe(10);
  });
});
