import { printable } from '../printable.js';
import { UsageProblem } from '../usage-problem.js';
import type { FilePart } from './form-body.js';
import { filesOfMmar } from './files-of-mmar.js';

/** One way to say what a model is: what it takes, and the parts that are sent. */
interface Way {
  readonly takes: readonly string[];
  readonly about: string;
  readonly parts: (paths: readonly string[]) => Promise<readonly FilePart[]> | readonly FilePart[];
}

const configPart = (path = ''): FilePart => ({ name: 'config', path, type: 'application/json' });

const dataPart = (path = '', type = 'application/octet-stream'): FilePart => ({ name: 'data', path, type });

const WAYS: ReadonlyMap<string, Way> = new Map([
  [
    'config',
    {
      takes: ['CONFIG', 'MODEL'],
      about: 'a config_aiaa.json and an ONNX file',
      parts: ([config, model]) => [configPart(config), dataPart(model)],
    },
  ],
  [
    'zip',
    {
      takes: ['FILE'],
      about: 'a zip that holds both',
      parts: ([file]) => [dataPart(file, 'application/zip')],
    },
  ],
  [
    'mmar',
    {
      takes: ['FOLDER'],
      about: 'the folder of an MMAR: its config/config_aiaa.json and the ONNX file in models/',
      parts: async ([folder = '']) => {
        const { config, model } = await filesOfMmar(folder);
        return [configPart(config), dataPart(model)];
      },
    },
  ],
  [
    'pipeline',
    { takes: ['CONFIG'], about: 'a config of other models', parts: ([config]) => [configPart(config)] },
  ],
]);

/** The lines of help about the ways. */
export const WAYS_HELP = `\nWays:\n${[...WAYS]
  .map(([name, { takes, about }]) => `  ${`${name} ${takes.join(' ')}`.padEnd(22)}${about}\n`)
  .join('')}`;

/** The parts of the form that says what a model is. @throws UsageProblem, FileProblem */
export async function partsOfModel(name: string, paths: readonly string[]): Promise<readonly FilePart[]> {
  const way = WAYS.get(name);
  if (name === 'ngc')
    throw new UsageProblem(
      'Models of NGC are not ONNX: download the model, export its network, and load it with "config" or "mmar".',
    );
  if (way === undefined)
    throw new UsageProblem(
      `"${printable(name)}" is no way to load a model: say ${[...WAYS.keys()].join(', ')}.`,
    );
  if (paths.length !== way.takes.length)
    throw new UsageProblem(
      `This way takes ${way.takes.length}: aiaa load NAME ${name} ${way.takes.join(' ')}.`,
    );
  return await way.parts(paths);
}
