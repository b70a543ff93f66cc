import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSummary } from '@aiaa/annotator';
import { decodeModelConfig } from './decode-model-config/decode-model-config.js';
import { MalformedModelConfig } from './malformed-model-config.js';
import type { ModelConfig, NetworkConfig, PipelineConfig } from './model-config.js';

/** A model as it lies in one folder: its config, and the file of its network unless it is a pipeline. */
export type ModelPackage = NetworkPackage | { readonly config: PipelineConfig };

export interface NetworkPackage {
  readonly config: NetworkConfig;
  readonly networkFile: string;
}

export const CONFIG_FILE = 'config_aiaa.json';

const LARGEST_CONFIG_BYTES = 4 * 1024 * 1024;

/**
 * Reads a folder that holds `config_aiaa.json` and, but for a pipeline, one `.onnx` file, which is `model.onnx` when
 * there are more.
 * @throws MalformedModelConfig
 */
export async function readModelPackage(folder: string): Promise<ModelPackage> {
  const config = decodeModelConfig(await readJson(join(folder, CONFIG_FILE)));
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

async function readJson(file: string): Promise<unknown> {
  const { size } = await stat(file);
  if (size > LARGEST_CONFIG_BYTES)
    throw new MalformedModelConfig('', `${CONFIG_FILE} has ${size} bytes: too large.`);
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedModelConfig('', `${CONFIG_FILE} is not JSON (${String(cause)}).`, { cause });
  }
}

async function findNetwork(folder: string): Promise<string> {
  const networks = (await readdir(folder)).filter((name) => name.endsWith('.onnx'));
  const [only] = networks;
  if (networks.includes('model.onnx')) return 'model.onnx';
  if (only !== undefined && networks.length === 1) return only;
  throw new MalformedModelConfig(
    '',
    only === undefined
      ? `No .onnx file lies beside ${CONFIG_FILE}.`
      : `${networks.length} .onnx files lie beside ${CONFIG_FILE}; name the one to run model.onnx.`,
  );
}
