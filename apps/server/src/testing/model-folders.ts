import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DOCUMENTATION = fileURLToPath(new URL('../../../../docs/model-config.md', import.meta.url));

/** Puts a model package into a workspace. */
export async function placeModel(
  workspace: string,
  name: string,
  { config, network }: { readonly config: unknown; readonly network: string | Uint8Array },
): Promise<void> {
  const folder = join(workspace, 'models', name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config_aiaa.json'), JSON.stringify(config));
  if (typeof network === 'string') await copyFile(network, join(folder, 'model.onnx'));
  else await writeFile(join(folder, 'model.onnx'), network);
}

/** The config that docs/model-config.md shows as its example. */
export async function documentedConfig(): Promise<unknown> {
  const [, json = ''] = /```json\n([^]*?)```/.exec(await readFile(DOCUMENTATION, 'utf8')) ?? [];
  return JSON.parse(json);
}
