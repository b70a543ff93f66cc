import { quoted } from '../quoted.js';

/** One sentence about files that were left out, the first few by name; none when there are none. */
export function leftOut(names: readonly string[], why: string): readonly string[] {
  if (names.length === 0) return [];
  const some = names.slice(0, 3).map(quoted).join(', ');
  const counted = names.length === 1 ? '1 file was' : `${names.length} files were`;
  return [`${counted} left out as ${why}: ${some}${names.length > 3 ? ' and others' : ''}.`];
}
