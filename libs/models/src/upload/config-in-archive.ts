import { posix } from 'node:path';
import { bundleConfig } from '../bundle/bundle-config.js';
import { CONFIG_FILE, parseConfig, readConfigBytes } from '../config-file.js';
import { MalformedModelConfig } from '../malformed-model-config.js';
import type { ArchivedFiles } from './archived-files.js';

/**
 * The config that an archive brings, in whatever folder: an MMAR has it in `config/`. Of a MONAI bundle without one it
 * is made.
 * @throws MalformedModelConfig when there is none, or more than one; LimitExceeded
 */
export async function configInArchive(files: ArchivedFiles, archive: string): Promise<Buffer> {
  const config = pathOf(files, CONFIG_FILE);
  if (config !== undefined) return readConfigBytes(config);
  const [metadata, inference] = ['configs/metadata.json', 'configs/inference.json'].map((name) =>
    pathOf(files, name),
  );
  if (metadata === undefined || inference === undefined) throw withoutConfig(archive);
  const made = bundleConfig({ metadata: await readJson(metadata), inference: await readJson(inference) });
  return Buffer.from(`${JSON.stringify(made, null, 2)}\n`);
}

const readJson = async (path: string): Promise<unknown> => parseConfig(await readConfigBytes(path));

/** Where the one file of an archive lies that has this name, or ends in this path. */
function pathOf(files: ArchivedFiles, name: string): string | undefined {
  const found = [...files].filter(([entry]) => entry === name || entry.endsWith(`/${name}`));
  if (found.length <= 1) return found[0]?.[1];
  throw new MalformedModelConfig('', `The archive holds ${found.length} files ${posix.basename(name)}.`);
}

const withoutConfig = (archive: string): MalformedModelConfig =>
  new MalformedModelConfig(
    '',
    `${JSON.stringify(archive.slice(-96))} holds no ${CONFIG_FILE}, nor is it a MONAI bundle with configs/metadata.json and configs/inference.json: add one, or send it as "config".`,
  );
