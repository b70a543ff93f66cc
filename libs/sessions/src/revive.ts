import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isExpired } from './expiry.js';
import { readLife } from './session-folder.js';
import type { SessionHome } from './session-home.js';
import { tombstoneName, type Tombstone } from './tombstone.js';
import { unlessMissing } from './unless-missing.js';

/**
 * Gives a session that was buried its name back if by this server's clock it has not expired: it was used at that
 * very moment, or the clock of the server that buried it is fast.
 */
export async function revive(
  home: SessionHome,
  tombstone: Tombstone,
): Promise<'alive' | 'expired' | 'missing'> {
  const path = join(home.folder, tombstoneName(tombstone));
  const life = await readLife(path, tombstone.id, home.bounds.ceilingSeconds);
  if (life === undefined) return 'missing';
  if (isExpired(life, home.clock.now())) return 'expired';
  // Where it is missing by now, another server has been faster.
  await unlessMissing(() => rename(path, join(home.folder, tombstone.id)));
  return 'alive';
}
