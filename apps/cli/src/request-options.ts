import { Option, type Command } from 'commander';
import { RESULT_DTYPES, type ResultDtype } from '@aiaa/annotator';
import type { DeviceChoice } from '@aiaa/inference';
import { withModelOptions, type ModelOptions } from './model-options.js';
import { parseDeviceName, parseResultName, parseThreads, type ResultName } from './parse-options.js';

export interface RequestOptions extends ModelOptions {
  readonly model: string;
  readonly out?: ResultName;
  readonly dtype?: ResultDtype;
  readonly threads?: number;
  readonly device: DeviceChoice;
  readonly json?: boolean;
}

/** The image and the flags of every command that asks a model. */
export const withRequestOptions = (command: Command): Command =>
  withModelOptions(
    command
      .argument('<images...>', 'an image; or the files that make one, such as one for each channel')
      .requiredOption('-m, --model <name>', 'the model to run (see: aiaa list)')
      .option(
        '-o, --out <file>',
        'where to write the mask (.nii.gz, .nii, .nrrd, .png, or .dcm for a DICOM series)',
        parseResultName,
      )
      .addOption(new Option('--dtype <name>', 'the type of the labels').choices(RESULT_DTYPES))
      .option('--threads <n>', 'threads that the network may use', parseThreads)
      .option(
        '--device <name>',
        'where the network runs: auto, cpu, cuda, cuda:1, webgpu, ...',
        parseDeviceName,
        'auto',
      )
      .option('--json', 'one line of JSON about the result, for scripts'),
  );
