import { LimitExceeded, MalformedImage, TaggedError, UnsupportedImage } from '@aiaa/volume/errors';
import { nameOf } from '../files/image-set.js';
import type { ImageFile } from '../image.js';
import { quoted } from '../quoted.js';
import type { ReadLimits } from '../read-limits.js';
import { chooseSeries } from './choose-series.js';
import type { Instance } from './instance.js';
import { leftOut } from './left-out.js';
import { MOST_FRAMES, readInstance } from './read-instance.js';
import { sortSlices, type SliceStack } from './sort-slices.js';

export interface SeriesOptions {
  readonly limits: ReadLimits;
  readonly signal?: AbortSignal;
  /** Which series to read where there are several; the largest when left out. */
  readonly seriesUid?: string;
}

/**
 * The slices of the series that DICOM files hold, in space, from their headers alone. What holds no image is left out,
 * and told.
 * @throws MalformedImage, UnsupportedImage, LimitExceeded
 */
export async function readStack(
  files: readonly ImageFile[],
  options: Omit<SeriesOptions, 'limits'>,
): Promise<SliceStack> {
  const found = await readInstances(files, options.signal);
  const series = chooseSeries(found.instances, options.seriesUid);
  const frames = series.instances.flatMap((instance) =>
    instance.frames.map((frame) => ({ instance, frame })),
  );
  const stack = sortSlices(frames);
  return { ...stack, warnings: [...found.warnings, ...series.warnings, ...stack.warnings] };
}

interface FoundInstances {
  readonly instances: readonly Instance[];
  readonly warnings: readonly string[];
}

/** Segmentation Storage: one bit a pixel, and no image. */
const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';

async function readInstances(files: readonly ImageFile[], signal?: AbortSignal): Promise<FoundInstances> {
  const instances: Instance[] = [];
  const imageless: string[] = [];
  const broken: { readonly name: string; readonly error: TaggedError }[] = [];
  let frames = 0;
  for (const file of files) {
    signal?.throwIfAborted();
    const instance = await readInstance(file, signal).catch(fileError);
    if (instance instanceof TaggedError) broken.push({ name: nameOf(file), error: instance });
    else if (instance === undefined || instance.sopClassUid === SEGMENTATION) imageless.push(nameOf(file));
    else instances.push(instance);
    frames += instance instanceof TaggedError ? 0 : (instance?.frames.length ?? 0);
    if (frames > MOST_FRAMES) throw new LimitExceeded(`The files hold more than ${MOST_FRAMES} slices.`);
  }
  if (instances.length === 0) throw noImage(imageless, broken[0]?.error);
  return {
    instances,
    warnings: [
      ...leftOut(imageless, 'holding no image, like reports or a DICOMDIR'),
      ...leftOut(broken.map(({ name }) => name), 'damaged DICOM'), // prettier-ignore
    ],
  };
}

/** What is wrong with one file alone. */
function fileError(error: unknown): TaggedError {
  if (error instanceof MalformedImage || error instanceof UnsupportedImage) return error;
  throw error;
}

const noImage = (names: readonly string[], broken: TaggedError | undefined): TaggedError =>
  broken ??
  new UnsupportedImage(
    `The DICOM file ${quoted(names[0] ?? '')} holds no image: it is a report, a segmentation, a directory or the like.`,
  );
