import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The script that runs Nx, without the seconds that npx would add. */
export const NX = join(ROOT, 'node_modules/.bin/nx');
