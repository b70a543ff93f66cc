import { Command } from 'commander';
import { openModels, withModelOptions, type ModelOptions } from '../model-options.js';
import { printable } from '../printable.js';

/** `aiaa list`: the models that can run, and those that cannot with the reason. */
export const listCommand = (): Command =>
  withModelOptions(new Command('list').description('list the models that can run')).action(list);

async function list(options: ModelOptions): Promise<void> {
  const repository = await openModels(options);
  for (const { name, type, labels, description } of repository.list()) {
    process.stdout.write(
      `${name}  (${type})  ${printable(labels.join(', '))}\n    ${printable(description)}\n`,
    );
  }
  for (const { name, reason } of repository.refused) {
    process.stderr.write(`${name}  cannot run: ${printable(reason.message)}\n`);
  }
  if (repository.list().length === 0) process.stderr.write('No model can run.\n');
}
