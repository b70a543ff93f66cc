import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileProblem } from '../file-problem.js';
import { requireFolder } from '../require-folder.js';

/** The two files of an MMAR that make a model here. */
export interface MmarFiles {
  readonly config: string;
  readonly model: string;
}

/**
 * Finds the files of an MMAR, whose config lies in config/ and whose network lies in models/, or of a plain folder of both.
 * @throws FileProblem where one is missing, or more than one file could be the network
 */
export async function filesOfMmar(folder: string): Promise<MmarFiles> {
  await requireFolder(folder);
  const config = ['config/config_aiaa.json', 'config_aiaa.json']
    .map((path) => join(folder, path))
    .find((path) => existsSync(path));
  if (config === undefined)
    throw new FileProblem(`${folder} is no MMAR: it has no config/config_aiaa.json and no config_aiaa.json.`);
  const [model, ...more] = [...(await networksIn(join(folder, 'models'))), ...(await networksIn(folder))];
  if (model === undefined)
    throw new FileProblem(`${folder} has no ONNX file in models/: export its network to ONNX first.`);
  if (more.length > 0)
    throw new FileProblem(`${folder} has ${more.length + 1} ONNX files: load the right one with "config".`);
  if (existsSync(`${model}.data`))
    throw new FileProblem(
      `${model} keeps its weights in a second file: zip the folder and load that with "zip".`,
    );
  return { config, model };
}

const networksIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => []))
    .filter((name) => name.toLowerCase().endsWith('.onnx'))
    .map((name) => join(folder, name));
