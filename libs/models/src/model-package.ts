import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSummary } from '@aiaa/annotator';
import { CONFIG_FILE, parseConfig, readConfigBytes } from './config-file.js';
import { decodeModelConfig } from './decode-model-config/decode-model-config.js';
import { MalformedModelConfig } from './malformed-model-config.js';
import type { ModelConfig, NetworkConfig, PipelineConfig } from './model-config.js';

/** A model as it lies in one folder: its config, and the file of its network unless it is a pipeline. */
export type ModelPackage = NetworkPackage | { readonly config: PipelineConfig };

export interface NetworkPackage {
  readonly config: NetworkConfig;
  readonly networkFile: string;
}

/** What the network is called in every package that was not made by hand. */
export const NETWORK_FILE = 'model.onnx';

/**
 * Reads a folder that holds `config_aiaa.json` and, but for a pipeline, one `.onnx` file, which is `model.onnx` when
 * there are more.
 * @throws MalformedModelConfig, LimitExceeded
 */
export async function readModelPackage(folder: string): Promise<ModelPackage> {
  const config = decodeModelConfig(parseConfig(await readConfigBytes(join(folder, CONFIG_FILE))));
  if (config.type === 'pipeline') return { config };
  return { config, networkFile: join(folder, await findNetwork(folder)) };
}

export const summarise = (name: string, config: ModelConfig): ModelSummary => ({
  name,
  type: config.type,
  labels: config.labels,
  description: config.description,
  version: config.version,
  extra: config.extra,
});

/** The name of the network's file. @throws MalformedModelConfig when there is none, or no telling which. */
export async function findNetwork(folder: string): Promise<string> {
  const networks = (await readdir(folder)).filter((name) => name.endsWith('.onnx'));
  const [only] = networks;
  if (networks.includes(NETWORK_FILE)) return NETWORK_FILE;
  if (only !== undefined && networks.length === 1) return only;
  throw new MalformedModelConfig(
    '',
    only === undefined
      ? `No .onnx file lies beside ${CONFIG_FILE}.`
      : `${networks.length} .onnx files lie beside ${CONFIG_FILE}; name the one to run ${NETWORK_FILE}.`,
  );
}
