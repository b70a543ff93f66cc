import { Command } from 'commander';
import { modelLine, toldModelLine } from '../model-line.js';
import { openModels, withModelOptions, type ModelOptions } from '../model-options.js';
import { printable } from '../printable.js';
import { askJson } from '../remote/ask-json.js';
import type { ServerTarget } from '../remote/ask-server.js';
import { namedTarget, withServerName, type ServerOptions } from '../remote/server-options.js';

/** `aiaa list`: the models of a server that is named, or those that could run here, and the others with the reason. */
export const listCommand = (): Command =>
  withServerName(
    withModelOptions(
      new Command('list').description(
        'list the models that can run: those of the server, where --server or $AIAA_SERVER names one, ' +
          'else those of the workspace, for which no server has to run',
      ),
    ),
  ).action((options: ModelOptions & ServerOptions) => {
    const server = namedTarget(options);
    return server === undefined ? listWorkspace(options) : listServer(server);
  });

async function listWorkspace(options: ModelOptions): Promise<void> {
  const repository = await openModels(options);
  for (const { name, type, labels, description } of repository.list()) {
    process.stdout.write(modelLine(name, type, labels, description));
  }
  for (const { name, reason } of repository.refused) {
    process.stderr.write(`${name}  cannot run: ${printable(reason.message)}\n`);
  }
  if (repository.list().length === 0) process.stderr.write('No model can run.\n');
}

async function listServer(server: ServerTarget): Promise<void> {
  const answer = await askJson(server, { method: 'GET', path: '/v1/models', silenceMilliseconds: 30_000 });
  const models = Array.isArray(answer) ? answer : [];
  for (const model of models) process.stdout.write(toldModelLine(model));
  if (models.length === 0) process.stderr.write('No model can run.\n');
}
