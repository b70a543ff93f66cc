import { join, posix } from 'node:path';
import type { ReadLimits } from '@aiaa/imaging-io';
import { CONFIG_FILE, parseConfig, readConfigBytes } from '../config-file.js';
import { decodeModelConfig } from '../decode-model-config/decode-model-config.js';
import { MalformedModelConfig } from '../malformed-model-config.js';
import type { ModelUpload } from '../repository/model-repository.js';
import { write } from '../repository/synced.js';
import { archivedFiles, type ArchivedFiles } from './archived-files.js';
import { configInArchive } from './config-in-archive.js';
import { networkInArchive } from './network-in-archive.js';
import { placeNetwork, type NetworkSource } from './place-network.js';
import type { TakeFile } from './take-file.js';
import { unrunnable } from './unrunnable.js';
import { weightsKind } from './weights-kind.js';

/** Where a package is put together, and how. */
export interface Bench {
  /** An empty folder, for the package. */
  readonly target: string;
  /** A folder that is not there yet, for what an archive holds. */
  readonly scratch: string;
  readonly take: TakeFile;
  readonly archiveLimits?: ReadLimits;
}

type Data = NonNullable<ModelUpload['data']>;

/**
 * Makes a package, a config and its network as `model.onnx`, of what was sent.
 * @throws MalformedModelConfig, UnfitModel, LimitExceeded
 */
export async function assemblePackage({ config, data }: ModelUpload, bench: Bench): Promise<void> {
  const sent = config === undefined ? undefined : await readConfigBytes(config);
  if (data === undefined) return assembleConfig(sent, bench);
  const kind = await weightsKind(data.path);
  if (kind === 'zip') return assembleArchive(sent, data, bench);
  if (kind !== 'onnx') throw unrunnable(kind, data.name);
  if (sent === undefined) throw missing(`the config: send ${CONFIG_FILE} as "config" beside the network`);
  await assembleNetwork(sent, { file: data.path, beside: async () => undefined, take: bench.take }, bench);
}

async function assembleConfig(config: Buffer | undefined, { target }: Bench): Promise<void> {
  if (config === undefined)
    throw missing('all of the model: send its config as "config", its network as "data"');
  if (!isPipeline(config)) throw missing('the network: send it as "data"; only a pipeline has none');
  await write(join(target, CONFIG_FILE), config);
}

async function assembleArchive(sent: Buffer | undefined, data: Data, bench: Bench): Promise<void> {
  const files = await archivedFiles(data, bench.scratch, bench.archiveLimits);
  const config = sent ?? (await configInArchive(files, data.name));
  if (sent === undefined && isPipeline(config)) return assembleConfig(config, bench);
  const network = await networkInArchive(files, data.name);
  await assembleNetwork(config, sourceIn(files, network, bench.take), bench);
}

/** A place beside a network in an archive is looked up by name: no path of the archive is ever opened. */
const sourceIn = (files: ArchivedFiles, network: string, take: TakeFile): NetworkSource => ({
  file: files.get(network) ?? '',
  beside: async (location) => files.get(posix.join(posix.dirname(network), location)),
  take,
});

async function assembleNetwork(config: Buffer, network: NetworkSource, { target }: Bench): Promise<void> {
  if (isPipeline(config)) {
    throw new MalformedModelConfig('type', 'a pipeline has no network of its own: send its config alone.');
  }
  await placeNetwork(network, target);
  await write(join(target, CONFIG_FILE), config);
}

/** @throws MalformedModelConfig: whatever is wrong with a config is said before the network is looked at. */
export const isPipeline = (config: Uint8Array): boolean =>
  decodeModelConfig(parseConfig(config)).type === 'pipeline';

const missing = (what: string): MalformedModelConfig =>
  new MalformedModelConfig('', `What was sent lacks ${what}.`);
