import { open, type FileHandle } from 'node:fs/promises';
import { LimitExceeded } from '@aiaa/volume/errors';
import { MalformedModelConfig } from './malformed-model-config.js';

export const CONFIG_FILE = 'config_aiaa.json';

const LARGEST_CONFIG_BYTES = 4 * 1024 * 1024;

/** The bytes of a config. @throws LimitExceeded above 4 MiB; what the file system refuses comes as it is. */
export async function readConfigBytes(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    return await readAtMost(handle, LARGEST_CONFIG_BYTES);
  } finally {
    await handle.close();
  }
}

async function readAtMost(handle: FileHandle, most: number): Promise<Buffer> {
  const { size } = await handle.stat();
  if (size > most) {
    throw new LimitExceeded(`The model's config has ${size} bytes; at most ${most} are read.`);
  }
  return handle.readFile();
}

/** A byte order mark is passed over. @throws MalformedModelConfig for what is not JSON in UTF-8. */
export function parseConfig(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new MalformedModelConfig('', `${CONFIG_FILE} is not JSON (${String(cause).slice(0, 160)}).`, {
      cause,
    });
  }
}
