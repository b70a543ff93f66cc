import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isExpired } from './expiry.js';
import { revive } from './revive.js';
import { readLife } from './session-folder.js';
import type { SessionHome } from './session-home.js';
import { isSessionId, type SessionId } from './session-id.js';
import { hasWaited, parseTombstone, tombstoneName, type Tombstone } from './tombstone.js';
import { unlessMissing } from './unless-missing.js';

/**
 * One round: renames what has expired to a tombstone, brings back what was used meanwhile, and removes tombstones
 * that have waited. Leaves alone whatever is not a folder with the name of a session.
 */
export async function sweepExpired(home: SessionHome): Promise<void> {
  for (const name of await readdir(home.folder)) {
    const tombstone = parseTombstone(name);
    try {
      // What is missing, another server has swept.
      if (tombstone) await unlessMissing(() => settle(home, tombstone));
      else if (isSessionId(name)) await unlessMissing(() => bury(home, name));
    } catch (error) {
      home.log(`session folder ${name} could not be swept: ${String(error)}`);
    }
  }
}

async function bury(home: SessionHome, id: SessionId): Promise<void> {
  const path = join(home.folder, id);
  const life = await readLife(path, id, home.bounds.ceilingSeconds);
  const now = home.clock.now();
  if (life === undefined || !isExpired(life, now)) return;
  const tombstone = { id, buriedAt: now };
  await rename(path, join(home.folder, tombstoneName(tombstone)));
  // A use that came between the look and the rename has left its time in the folder.
  await revive(home, tombstone);
}

async function settle(home: SessionHome, tombstone: Tombstone): Promise<void> {
  const found = await revive(home, tombstone);
  if (found === 'expired' && hasWaited(tombstone, home.clock.now())) {
    await home.staging.discard(join(home.folder, tombstoneName(tombstone)));
    home.swept(tombstone.id);
  }
}
