import { stat } from 'node:fs/promises';
import { FileProblem } from './file-problem.js';

/** @throws FileProblem when `path` is no folder. */
export async function requireFolder(path: string): Promise<void> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory() !== true) throw new FileProblem(`There is no folder ${path}.`);
}
