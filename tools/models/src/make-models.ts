import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bundledModels } from './bundled-models.js';

for (const { path, bytes } of bundledModels()) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
