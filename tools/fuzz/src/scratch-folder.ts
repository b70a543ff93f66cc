import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Works with an empty folder that is alone in its own, so that what is put beside it is seen; both are gone after. */
export async function withScratchFolder<T>(work: (scratchFolder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'aiaa-fuzz-'));
  try {
    const scratchFolder = join(folder, 'scratch');
    await mkdir(scratchFolder);
    return await work(scratchFolder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
