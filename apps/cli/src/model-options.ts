import { Option, type Command } from 'commander';
import { openModelRepository, type ModelRepository } from '@aiaa/models';

export interface ModelOptions {
  readonly workspace?: string;
  readonly bundled_models: 'on' | 'off';
}

/** The flags of every command that needs models, spelt as the server's. */
export const withModelOptions = (command: Command): Command =>
  command
    .option('-w, --workspace <folder>', 'folder whose models/ holds model packages')
    .addOption(
      new Option('--bundled_models <on|off>', 'list the models that come with aiaa')
        .choices(['on', 'off'])
        .default('on'),
    );

export const openModels = ({ workspace, bundled_models }: ModelOptions): Promise<ModelRepository> =>
  openModelRepository({
    bundled: bundled_models === 'on',
    ...(workspace === undefined ? {} : { workspace }),
  });
