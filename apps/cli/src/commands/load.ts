import { Command } from 'commander';
import { toldModelLine } from '../model-line.js';
import { modelPath } from '../remote/model-path.js';
import { askJson } from '../remote/ask-json.js';
import { formBody } from '../remote/form-body.js';
import { targetOf, withServerOptions, type ServerOptions } from '../remote/server-options.js';
import { partsOfModel, WAYS_HELP } from '../remote/parts-of-model.js';
import { untilInterrupted } from '../until-interrupted.js';

/** `aiaa load NAME config CONFIG MODEL`: a model into a running server, once it has proven that it runs. */
export const loadCommand = (): Command =>
  withServerOptions(
    new Command('load')
      .description('load a model into a running server; one of that name serves until the new one is proven')
      .argument('<name>', 'the name of the model')
      .argument('<way>', 'config, zip, mmar or pipeline')
      .argument('[paths...]', 'what that way takes')
      .addHelpText('after', WAYS_HELP),
  ).action(load);

async function load(
  name: string,
  way: string,
  paths: readonly string[],
  options: ServerOptions,
): Promise<void> {
  const path = modelPath(name);
  const body = await formBody(await partsOfModel(way, paths));
  const target = await targetOf(options);
  const model = await untilInterrupted((signal) => askJson(target, { method: 'PUT', path, body, signal }));
  process.stdout.write(toldModelLine(model));
}
