import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CONFIG_FILE, parseConfig, readConfigBytes } from '../config-file.js';
import { decodeModelConfig } from '../decode-model-config/decode-model-config.js';
import { MalformedModelConfig } from '../malformed-model-config.js';
import { findNetwork } from '../model-package.js';
import type { FoundModel } from '../pipeline-parts.js';
import { besideIn, placeNetwork } from '../upload/place-network.js';
import { copy, linkOrCopy } from '../upload/take-file.js';
import { isOurRevision } from './revision-name.js';
import { write } from './synced.js';

/**
 * Makes a package of a model's network and another config. Files of a revision are linked, for nothing changes them;
 * those of others, the bundled ones and those of who made a package by hand, are copied.
 * @throws MalformedModelConfig, UnfitModel, LimitExceeded
 */
export async function patchPackage(model: FoundModel, configFile: string, target: string): Promise<void> {
  const config = await readConfigBytes(configFile);
  const { type } = decodeModelConfig(parseConfig(config));
  const folder = folderOf(model);
  const network = await findNetwork(folder).catch(() => undefined);
  if (
    type === 'pipeline' &&
    network !== undefined &&
    (model.kind === 'refused' || model.config.type !== type)
  ) {
    throw new MalformedModelConfig('type', 'the model has a network, which a pipeline has not: put it anew.');
  }
  if (type !== 'pipeline') {
    if (network === undefined) {
      throw new MalformedModelConfig('type', `the model has no network, which ${type} needs: put it anew.`);
    }
    const take = isOurs(folder) ? linkOrCopy : copy;
    await placeNetwork({ file: join(folder, network), beside: besideIn(folder), take }, target);
  }
  await mkdir(target, { recursive: true });
  await write(join(target, CONFIG_FILE), config);
}

const isOurs = (folder: string): boolean => isOurRevision(folder.split(/[\\/]/).at(-1) ?? '');

function folderOf(model: FoundModel): string {
  if (model.kind === 'ready') return model.reference.folder;
  if (model.folder !== undefined) return model.folder;
  throw model.reason;
}
