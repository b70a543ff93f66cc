import { stat } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { RESULT_DTYPES } from '@aiaa/annotator';
import {
  WRITTEN_EXTENSIONS,
  formatBytes,
  writeImage,
  writtenExtension,
  type Image,
  type WrittenExtension,
} from '@aiaa/imaging-io';
import { castVolume, type Dtype, type Volume } from '@aiaa/volume';
import { TaggedError, UnfitImage } from '@aiaa/volume/errors';
import { cannotWrite } from '../cannot-write.js';
import { printable } from '../printable.js';
import { readFiles } from '../read-files.js';
import { requirePlace } from '../require-place.js';
import { sizeText } from '../size-text.js';
import { untilInterrupted } from '../until-interrupted.js';

interface ConvertOptions {
  readonly dtype?: Dtype;
  readonly level?: number;
  readonly force?: boolean;
}

const SUFFIXES = WRITTEN_EXTENSIONS.join(', ');

/** `aiaa convert scan.mha scan.nii.gz`: any image that is read, in any format that is written. */
export const convertCommand = (): Command =>
  new Command('convert')
    .description('write an image in another format or with voxels of another type')
    .usage('[options] <image...> <out>')
    .argument(
      '<files...>',
      `the image, or the folder of a DICOM series, and last the file to write: ${SUFFIXES}`,
    )
    .addOption(
      new Option('--dtype <name>', "the type of the voxels (default: the image's own)").choices(
        RESULT_DTYPES,
      ),
    )
    .option('--level <0-9>', 'how hard the file is packed: 0 not at all, 9 smallest', parseLevel)
    .option('-f, --force', 'replace the file to write where it exists')
    .action(convert);

async function convert(files: readonly string[], options: ConvertOptions, command: Command): Promise<void> {
  const [paths, out] = [files.slice(0, -1), files.at(-1)];
  if (out === undefined || paths.length === 0) command.error("error: missing required argument 'out'");
  const extension = writtenExtension(out);
  if (extension === undefined)
    command.error(`error: the name '${out}' must end in one of ${SUFFIXES}, which says what is written`);
  if (extension === '.nii' && options.level !== undefined)
    command.error('error: a .nii file is never packed; leave out --level, or write .nii.gz');
  await requirePlace(out, options.force === true);
  const summary = await untilInterrupted(async (signal) => {
    const image = await readFiles(paths, { signal });
    const volume = fitVolume(image.volume, extension, options.dtype);
    await write(out, volume, { image, level: options.level, signal });
    for (const note of notesOf(image, extension)) process.stderr.write(`Note: ${printable(note)}\n`);
    return `${sizeText(volume)}, ${volume.dtype}, ${formatBytes((await stat(out)).size)}`;
  });
  process.stdout.write(`Wrote ${printable(out)}: ${summary}.\n`);
}

/** @throws UnfitImage when a voxel does not fit the dtype. */
function fitVolume(volume: Volume, extension: WrittenExtension, dtype: Dtype | undefined): Volume {
  const wanted = dtype ?? volume.dtype;
  if (wanted === 'int8' && extension !== '.nrrd')
    throw new UnfitImage(`The voxels are int8, which a ${extension} file cannot hold; add --dtype int16.`);
  return wanted === volume.dtype ? volume : castVolume(volume, wanted);
}

interface Writing {
  readonly image: Image;
  readonly level: number | undefined;
  readonly signal: AbortSignal;
}

/** @throws FileProblem, and what `writeImage` throws. */
async function write(out: string, volume: Volume, { image, level, signal }: Writing): Promise<void> {
  try {
    await writeImage(out, volume, { like: image.nifti, ...(level === undefined ? {} : { level }), signal });
  } catch (error) {
    throw error instanceof TaggedError ? error : cannotWrite(out, error);
  }
}

function notesOf({ warnings, format }: Image, extension: WrittenExtension): readonly string[] {
  const placeless = format === 'png' || format === 'jpeg';
  return extension === '.png' && !placeless
    ? [...warnings, 'A PNG file holds the voxels alone; their spacing, orientation and origin are lost.']
    : warnings;
}

/** @throws InvalidArgumentError, which commander turns into a sentence. */
function parseLevel(text: string): number {
  if (/^\d$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 0 to 9.');
}
