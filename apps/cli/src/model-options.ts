import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { openModelRepository, type ModelRepository } from '@aiaa/models';
import { requireFolder } from './require-folder.js';

export interface ModelOptions {
  readonly workspace?: string;
  readonly bundled_models: 'on' | 'off';
}

/** The flags of every command that needs models, spelt as the server's. */
export const withModelOptions = (command: Command): Command =>
  command
    .option(
      '-w, --workspace <folder>',
      'folder whose models/ holds model packages (default: ./.aiaa, where it is)',
    )
    .addOption(
      new Option('--bundled_models <on|off>', 'list the models that come with aiaa')
        .choices(['on', 'off'])
        .default('on'),
    );

/** The server's default workspace, in the folder where it was started. */
const DEFAULT_WORKSPACE = '.aiaa';

/** @throws FileProblem when the workspace that was named is not there. */
export async function openModels({ workspace, bundled_models }: ModelOptions): Promise<ModelRepository> {
  if (workspace !== undefined) await requireFolder(workspace);
  const found = workspace ?? (existsSync(DEFAULT_WORKSPACE) ? DEFAULT_WORKSPACE : undefined);
  return openModelRepository({
    bundled: bundled_models === 'on',
    ...(found === undefined ? {} : { workspace: found }),
  });
}
