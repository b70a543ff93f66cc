import { MalformedImage, UnfitImage, errorCode } from '@aiaa/volume/errors';
import { nameOf } from '../../files/image-set.js';
import { openBytes } from '../../files/open-bytes.js';
import { withUnpacked } from '../../files/unpack-archive.js';
import type { ImageFile } from '../../image.js';
import { quoted } from '../../quoted.js';
import { DEFAULT_LIMITS } from '../../read-limits.js';
import type { Instance } from '../instance.js';
import { hasPreamble } from '../meta-information.js';
import { readDataSet, type HeaderDataSet } from '../read-data-set.js';
import { decodeInstance, readInstance } from '../read-instance.js';
import { sortSlices, type SliceStack } from '../sort-slices.js';
import { chooseSeries } from './choose-series.js';
import type { SegmentationOptions, SegmentationParts } from './segmentation-parts.js';

/** The series that a segmentation belongs to, without its pixels. */
export interface Source {
  readonly stack: SliceStack;
  /** Of the first slice. */
  readonly header: HeaderDataSet;
}

/**
 * The slices of the series that some files hold, those that `readImage` makes a volume of.
 * @throws UnfitImage when they hold no series or no longer this one, or it lacks what a segmentation refers to.
 */
export function readSource(
  { source, seriesUid }: SegmentationParts,
  options: SegmentationOptions,
): Promise<Source> {
  const { signal } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return withUnpacked(listOf(source), { ...options, limits }, async (files) => {
    const series = chooseSeries(await readInstances(files, signal), seriesUid);
    const stack = sortSlices(
      series.flatMap((instance) => instance.frames.map((frame) => ({ instance, frame }))),
    );
    for (const { instance } of stack.slices) assertNamed(instance);
    return { stack, header: await readFirstHeader(stack, signal) };
  }).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw changed('a file of it is gone', error);
  });
}

function listOf(files: SegmentationParts['source']): readonly ImageFile[] {
  const list = typeof files === 'object' && 'length' in files ? files : [files];
  return list.map((file) => (typeof file === 'string' ? { path: file } : file));
}

async function readInstances(
  files: readonly ImageFile[],
  signal?: AbortSignal,
): Promise<readonly Instance[]> {
  const instances: Instance[] = [];
  for (const file of files) {
    const instance = (await isDicom(file, signal)) ? await readInstance(file, signal) : undefined;
    if (instance !== undefined) instances.push(instance);
  }
  return instances;
}

async function isDicom(file: ImageFile, signal?: AbortSignal): Promise<boolean> {
  const bytes = await openBytes(file, { signal, chunkBytes: START_BYTES });
  try {
    return hasPreamble(await bytes.peek(START_BYTES));
  } finally {
    await bytes.close();
  }
}

const START_BYTES = 1024;

/** Without these nothing could refer to it (PS3.3, C.12.1, C.7.2.1, C.7.3.1). */
function assertNamed({ name, sopClassUid, sopInstanceUid, studyUid, seriesUid }: Instance): void {
  if ([sopClassUid, sopInstanceUid, studyUid, seriesUid].every((uid) => uid !== '')) return;
  throw new UnfitImage(
    `${quoted(name)} lacks UIDs that a DICOM segmentation refers to; ask for NIfTI or NRRD instead.`,
  );
}

/** Read again, for its patient and study; the instance keeps what is needed of each file, and no more. */
async function readFirstHeader({ slices }: SliceStack, signal?: AbortSignal): Promise<HeaderDataSet> {
  const [first] = slices;
  if (first === undefined) throw new MalformedImage('The series has no slices.');
  const { file, sopInstanceUid } = first.instance;
  const header = await readDataSet(file, signal);
  if (decodeInstance(header, file)?.sopInstanceUid === sopInstanceUid) return header;
  throw changed(`${quoted(nameOf(file))} is another image now`);
}

const changed = (what: string, cause?: unknown): UnfitImage =>
  new UnfitImage(`The source series has changed: ${what}; fetch it again.`, { cause });
