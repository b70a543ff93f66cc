import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withFlags } from './config/flags-page.js';

const README = fileURLToPath(new URL('../README.md', import.meta.url));

const written = withFlags(readFileSync(README, 'utf8'));
if (written === undefined) {
  process.stderr.write(`${README} has no marks between which the flags would go.\n`);
  process.exitCode = 1;
} else {
  writeFileSync(`${README}.new`, written);
  renameSync(`${README}.new`, README);
}
