import { Command } from 'commander';
import { askServer } from '../remote/ask-server.js';
import { modelPath } from '../remote/model-path.js';
import { requireSuccess } from '../remote/require-success.js';
import { targetOf, withServerOptions, type ServerOptions } from '../remote/server-options.js';

/** `aiaa delete NAME`: a model out of a running server. */
export const deleteCommand = (): Command =>
  withServerOptions(
    new Command('delete')
      .description('delete a model from a running server, and from its workspace')
      .argument('<name>', 'the name of the model'),
  ).action(deleteModel);

async function deleteModel(name: string, options: ServerOptions): Promise<void> {
  const ask = { method: 'DELETE', path: modelPath(name), silenceMilliseconds: 60_000 } as const;
  requireSuccess(await askServer(await targetOf(options), ask));
  process.stdout.write(`Deleted ${name}.\n`);
}
