import { mkdir, rename } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { filesOf, type ImageFile, type ImageSource } from '@aiaa/annotator';
import type { TlsFiles } from '@aiaa/fetching/settings';
import { formatBytes } from '@aiaa/imaging-io';
import { lendAnnotator } from './lend-annotator.js';
import { lendFolder } from './lend-folder.js';
import { printable } from './printable.js';
import { putInPlace } from './put-in-place.js';
import { requirePlace } from './require-place.js';
import { sizeOf } from './size-of.js';
import { untilInterrupted } from './until-interrupted.js';

/**
 * Fetches the files of an image into a folder, which is there only when all of them are, and says what came.
 * @throws FileProblem, and what `annotate` throws
 */
export async function fetchFolder(source: ImageSource, out: string, tls: TlsFiles = {}): Promise<void> {
  await requirePlace(out, false);
  const { count, bytes } = await untilInterrupted((signal) =>
    lendFolder(out, async (folder) => {
      const resultFolder = join(folder, 'files');
      await mkdir(resultFolder);
      const result = await lendAnnotator({ signal, fetching: { tls } }, (ask) =>
        ask({ kind: 'fetch', source, resultFolder }),
      );
      const { files } = filesOf(result);
      for (const file of files) await giveSuffix(file);
      const bytes = await sizeOf(resultFolder);
      await putInPlace(resultFolder, out);
      return { count: files.length, bytes };
    }),
  );
  const what = count === 1 ? '1 file' : `${count} files`;
  process.stdout.write(`Fetched ${what}, ${formatBytes(bytes)}, into ${printable(out)}.\n`);
}

/** Names of ours say nothing; of the other side's, people know the suffix. */
async function giveSuffix({ path, name }: ImageFile): Promise<void> {
  const suffix = /(\.nii\.gz|\.[a-z0-9]{1,8})$/i.exec(name)?.[0] ?? '';
  if (extname(path) === '' && suffix !== '') await rename(path, `${path}${suffix}`);
}
