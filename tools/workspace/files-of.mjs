import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What builds, tests and people leave behind: never a source. */
const LEFTOVERS = new Set([
  'node_modules',
  'dist',
  'out-tsc',
  'coverage',
  '.git',
  '.nx',
  '.aiaa',
  'test-results.json',
]);

/**
 * Every source file below a folder, as paths relative to `root`, in a fixed order.
 * @param {string} root
 * @param {string} [folder] relative to the root
 * @returns {string[]}
 */
export function filesOf(root, folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !LEFTOVERS.has(name) && !/\.(log|tsbuildinfo)$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesOf(root, path);
      return entry.isFile() ? [path] : [];
    });
}
