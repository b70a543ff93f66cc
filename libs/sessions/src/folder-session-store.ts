import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokenInvariant } from '@aiaa/volume/errors';
import { isExpired, isTouchDue } from './expiry.js';
import { keepSession } from './keep-session.js';
import { revive } from './revive.js';
import { readSession, touch } from './session-folder.js';
import { SessionGone } from './session-gone.js';
import type { SessionHome } from './session-home.js';
import { isSessionId, newSessionId, type SessionId } from './session-id.js';
import type { KeptSession, SessionStore, StagedSession } from './session-store.js';
import type { Session } from './session.js';
import { orStorageFull } from './or-storage-full.js';
import { sync } from './synced.js';
import { sweepExpired } from './sweep-expired.js';
import { parseTombstone } from './tombstone.js';
import { isMissing, unlessMissing } from './unless-missing.js';

/** A folder for each session; what it is, is all on the disk, so that servers may share it and restart. */
export class FolderSessionStore implements SessionStore {
  #closed = false;
  #sweep: Promise<void> = Promise.resolve();
  #stopTimer: () => void = () => undefined;

  constructor(
    private readonly home: SessionHome,
    private readonly sweepEveryMs: number,
  ) {}

  async stage<T>(work: (staged: StagedSession) => Promise<T>): Promise<T> {
    try {
      return await this.home.staging.lend((folder) => work(this.#staged(folder)));
    } catch (error) {
      throw orStorageFull(error);
    }
  }

  async use(id: string): Promise<Session> {
    const session = await this.look(id);
    const now = this.home.clock.now();
    if (!isTouchDue(session, now)) return session;
    const touched = await unlessMissing(() => touch(this.#pathOf(session.id), now).then(() => true));
    // Renamed or removed between the look and the touch; a second look tells which.
    if (!touched) await touch(this.#pathOf((await this.look(id)).id), now).catch(gone);
    return { ...session, lastUsedAt: now };
  }

  async look(id: string): Promise<Session> {
    if (!isSessionId(id)) throw new SessionGone();
    const session = (await readSession(this.#pathOf(id), id)) ?? (await this.#buried(id));
    if (session === undefined || isExpired(session, this.home.clock.now())) throw new SessionGone();
    return session;
  }

  async remove(id: string): Promise<void> {
    const session = await this.look(id);
    await this.home.staging.discard(this.#pathOf(session.id)).catch(gone);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTimer();
    await this.#sweep;
  }

  /** Sweeps now, and from then on until the store is closed. */
  sweep(): Promise<void> {
    this.#sweep = sweepExpired(this.home)
      .catch((error: unknown) => this.home.log(`the sessions could not be swept: ${String(error)}`))
      .then(() => {
        if (!this.#closed) this.#stopTimer = this.home.clock.after(this.sweepEveryMs, () => this.sweep());
      });
    return this.#sweep;
  }

  #staged(folder: string): StagedSession {
    let kept = false;
    const id = newSessionId();
    return {
      id,
      folder,
      flush: (file) => sync(join(folder, file)).catch(() => undefined),
      keep: async (session: KeptSession) => {
        if (kept) throw new BrokenInvariant('A staged folder becomes one session, not two.');
        kept = true;
        return keepSession(this.home, { id, folder }, session).catch((error: unknown) => {
          throw orStorageFull(error);
        });
      },
    };
  }

  /** Also finds what a sweep has just brought back by itself. */
  async #buried(id: SessionId): Promise<Session | undefined> {
    const names = (await unlessMissing(() => readdir(this.home.folder))) ?? [];
    const tombstone = names.map(parseTombstone).find((one) => one?.id === id);
    if (tombstone) await revive(this.home, tombstone);
    return readSession(this.#pathOf(id), id);
  }

  #pathOf(id: SessionId): string {
    return join(this.home.folder, id);
  }
}

function gone(error: unknown): never {
  throw isMissing(error) ? new SessionGone({ cause: error }) : error;
}
