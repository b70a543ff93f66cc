import { posix } from 'node:path';
import { CONFIG_FILE, readConfigBytes } from '../config-file.js';
import { MalformedModelConfig } from '../malformed-model-config.js';
import type { ArchivedFiles } from './archived-files.js';

/**
 * The config that an archive brings, in whatever folder: an MMAR has it in `config/`.
 * @throws MalformedModelConfig when there is none, or more than one; LimitExceeded
 */
export async function configInArchive(files: ArchivedFiles, archive: string): Promise<Buffer> {
  const [only, ...others] = [...files].filter(([name]) => posix.basename(name) === CONFIG_FILE);
  if (only === undefined) {
    throw new MalformedModelConfig(
      '',
      `${JSON.stringify(archive.slice(-96))} holds no ${CONFIG_FILE}: add one, or send it as "config".`,
    );
  }
  if (others.length > 0) {
    throw new MalformedModelConfig('', `The archive holds ${others.length + 1} files ${CONFIG_FILE}.`);
  }
  return readConfigBytes(only[1]);
}
