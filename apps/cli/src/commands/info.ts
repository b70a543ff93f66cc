import { Command } from 'commander';
import { factsTable } from '../facts-table.js';
import { imageFacts } from '../image-facts.js';
import { readFiles } from '../read-files.js';
import { untilInterrupted } from '../until-interrupted.js';

/** `aiaa info image.nii.gz`: what an image file holds, and where it lies. */
export const infoCommand = (): Command =>
  new Command('info')
    .description('say what an image holds: size, spacing, orientation, type and range of its voxels')
    .argument(
      '<files...>',
      'an image; or the files that make one, such as a header and its voxels, or the folder of a DICOM series',
    )
    .addHelpText('after', '\nThe affine takes voxels to millimetres, RAS+: to the right, to the front, up.')
    .option('--json', 'one line of JSON, for scripts')
    .action(info);

async function info(paths: readonly string[], { json = false }: { readonly json?: boolean }): Promise<void> {
  const facts = imageFacts(paths, await untilInterrupted((signal) => readFiles(paths, { signal })));
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : factsTable(facts));
}
