import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf } from './files-of.mjs';
import { ROOT } from './root.mjs';

/**
 * One word that changes whenever a file of the checkout does. The tests of this folder read all of it; as an
 * Nx runtime input the word keeps their cache honest without making every change affect this project.
 * @param {string} root
 * @returns {string}
 */
export function fingerprint(root) {
  const hash = createHash('sha256');
  for (const path of filesOf(root)) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${fingerprint(ROOT)}\n`);
}
