import { LimitExceeded } from '@aiaa/volume/errors';
import { formatBytes } from '../bytes/format-bytes.js';
import type { ReadLimits } from '../read-limits.js';

/** What the archives of one read may still put into its folder. */
export interface UnpackRoom {
  /** Refuses what says itself that it has too many entries before any of them is written. @throws LimitExceeded */
  assertEntries(count: number): void;
  /** Takes the room of one more entry and gives its number. @throws LimitExceeded */
  takeEntry(): number;
  /** Takes the room of bytes that were written. @throws LimitExceeded */
  takeBytes(count: number): void;
  /** Refuses what says itself that it is too large before any of it is written. @throws LimitExceeded */
  assertFits(count: number): void;
}

export function unpackRoom({ archiveEntries, decodedBytes }: ReadLimits): UnpackRoom {
  let entries = 0;
  let bytes = 0;
  const assertFits = (count: number): void => {
    if (bytes + count <= decodedBytes) return;
    throw new LimitExceeded(`The archive holds more than ${formatBytes(decodedBytes)}, which is the limit.`);
  };
  const assertEntries = (count: number): void => {
    if (entries + count <= archiveEntries) return;
    throw new LimitExceeded(`The archive holds more than ${archiveEntries} files, which is the limit.`);
  };
  return {
    assertEntries,
    takeEntry() {
      assertEntries(1);
      return entries++;
    },
    takeBytes(count) {
      assertFits(count);
      bytes += count;
    },
    assertFits,
  };
}
