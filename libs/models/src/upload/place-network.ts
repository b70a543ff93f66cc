import { lstat, mkdir, realpath } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { CONFIG_FILE } from '../config-file.js';
import { NETWORK_FILE } from '../model-package.js';
import { externalDataOf, type ExternalData } from '../onnx/external-data.js';
import { UnfitModel } from '../unfit-model.js';
import type { TakeFile } from './take-file.js';

/** A network, and how to find the files that it has beside it. */
export interface NetworkSource {
  readonly file: string;
  /** The file at a place relative to the network, in normal form; undefined where there is none. */
  beside(location: string): Promise<string | undefined>;
  readonly take: TakeFile;
}

/**
 * Brings an ONNX network into a folder as `model.onnx`, and its external data beside it under the names it has for
 * them.
 * @throws UnfitModel when it is no sound network, or when a file of it is missing, too short or elsewhere.
 */
export async function placeNetwork({ file, beside, take }: NetworkSource, folder: string): Promise<void> {
  for (const external of await externalDataOf(file)) {
    const location = placeOf(external);
    const found = await beside(location);
    if (found === undefined) {
      throw new UnfitModel(
        `The network has weights in ${quoted(location)}, which is not there: send both in one zip, side by side.`,
      );
    }
    await assertHolds(found, external);
    const target = join(folder, location);
    await mkdir(dirname(target), { recursive: true });
    await take(found, target);
  }
  await take(file, join(folder, NETWORK_FILE));
}

/** Finds files in the folder of the network; what leads out of it, by a link too, is not there. */
export const besideIn =
  (folder: string): NetworkSource['beside'] =>
  async (location) => {
    const path = join(await realpath(folder), location);
    const real = await realpath(path).catch(() => undefined);
    return real === path ? path : undefined;
  };

/** @throws UnfitModel for a location that leads elsewhere, here or on any other system. */
function placeOf({ location }: ExternalData): string {
  const parts = location.split('/');
  const isElsewhere = parts.includes('..') || location.startsWith('/') || ELSEWHERE.test(location);
  const normal = posix.normalize(location);
  const isOurs = [CONFIG_FILE, NETWORK_FILE].includes(normal.toLowerCase());
  if (location !== '' && normal !== '.' && !normal.endsWith('/') && !isElsewhere && !isOurs) return normal;
  throw new UnfitModel(
    `The network has weights in ${quoted(location)}, which is no file beside it: save its external data under a plain name.`,
  );
}

/** Backslashes, drives and control characters. */
// eslint-disable-next-line no-control-regex
const ELSEWHERE = /[\\\u0000-\u001f]|^[A-Za-z]:/;

async function assertHolds(file: string, { location, bytes }: ExternalData): Promise<void> {
  const stats = await lstat(file);
  if (stats.isFile() && stats.size >= bytes) return;
  throw new UnfitModel(
    `The network has ${bytes} bytes of weights in ${quoted(location)}, which has ${stats.size}: send the whole file.`,
  );
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 96));
