import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageFull } from '@aiaa/volume/errors';
import { readRecord } from './session-folder.js';
import type { SessionId } from './session-id.js';
import { sessionIdOf } from './tombstone.js';

/**
 * Bounds the bytes of all sessions that lie in a folder, expired ones until they are removed. Records never change,
 * so each is read once and after that a count is one listing. Other servers are counted by what they have kept,
 * not by what they are keeping: they may overshoot by what comes to them at the same moment.
 */
export class Quota {
  readonly #kept = new Map<SessionId, number>();
  readonly #held = new Map<SessionId, number>();

  constructor(
    private readonly folder: string,
    private readonly limit: number,
  ) {}

  /** Does the work that keeps a session, with room held for it. @throws StorageFull before the work. */
  async hold<T>(id: SessionId, bytes: number, work: () => Promise<T>): Promise<T> {
    await this.#count();
    // From here to the hold nothing is awaited, so that two cannot be promised the same room.
    const used = [...new Map([...this.#kept, ...this.#held]).values()].reduce((sum, one) => sum + one, 0);
    if (used + bytes > this.limit) throw this.#refusal(used, bytes);
    this.#held.set(id, bytes);
    try {
      const done = await work();
      this.#kept.set(id, bytes);
      return done;
    } finally {
      this.#held.delete(id);
    }
  }

  async #count(): Promise<void> {
    if (this.limit === Number.POSITIVE_INFINITY) return;
    // What is kept while the folder is listed must not be taken for gone.
    const before = [...this.#kept.keys()];
    const there = new Map(
      (await readdir(this.folder)).flatMap((name) => {
        const id = sessionIdOf(name);
        return id === undefined ? [] : [[id, name]];
      }),
    );
    for (const id of before) if (!there.has(id)) this.#kept.delete(id);
    for (const [id, name] of there) {
      if (!this.#kept.has(id))
        this.#kept.set(id, (await readRecord(join(this.folder, name), id))?.bytes ?? 0);
    }
  }

  #refusal(used: number, bytes: number): StorageFull {
    return new StorageFull(
      `The sessions hold ${used} of ${this.limit} bytes and this one has ${bytes}: end sessions that are done with, try again when others have expired, or start the server with a higher quota.`,
    );
  }
}
