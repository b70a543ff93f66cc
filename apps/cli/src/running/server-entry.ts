import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ServerProblem } from '../remote/server-problem.js';

/** The file that runs the server: what the package @aiaa/server gives as its command. @throws ServerProblem */
export async function serverEntry(): Promise<string> {
  try {
    const manifest = new URL(import.meta.resolve('@aiaa/server/package.json'));
    const { bin } = JSON.parse(await readFile(manifest, 'utf8'));
    return fileURLToPath(new URL(bin['aiaa-server'], manifest));
  } catch (cause) {
    throw new ServerProblem('The server is not installed beside aiaa: install the package @aiaa/server.', {
      cause,
    });
  }
}
