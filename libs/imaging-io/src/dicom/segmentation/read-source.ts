import { MalformedImage, UnfitImage, UnsupportedImage, errorCode } from '@aiaa/volume/errors';
import { findImages, nameOf } from '../../files/image-set.js';
import { withUnpacked } from '../../files/unpack-archive.js';
import type { ImageFile } from '../../image.js';
import { quoted } from '../../quoted.js';
import { DEFAULT_LIMITS } from '../../read-limits.js';
import type { Instance } from '../instance.js';
import { readDataSet, type HeaderDataSet } from '../read-data-set.js';
import { decodeInstance } from '../read-instance.js';
import { readStack } from '../read-stack.js';
import type { SliceStack } from '../sort-slices.js';
import type { SegmentationOptions, SegmentationParts } from './segmentation-parts.js';

/** The series that a segmentation belongs to, without its pixels. */
export interface Source {
  readonly stack: SliceStack;
  /** Of the first slice. */
  readonly header: HeaderDataSet;
}

/**
 * The slices of the series that some files hold, those that `readImage` makes a volume of.
 * @throws UnfitImage when they hold no DICOM, or no longer what they held, or lack what a segmentation refers to;
 * MalformedImage, UnsupportedImage, LimitExceeded as `readImage`.
 */
export function readSource(
  { source, seriesUid }: SegmentationParts,
  options: SegmentationOptions,
): Promise<Source> {
  const { signal } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const chosen = {
    ...(signal === undefined ? {} : { signal }),
    ...(seriesUid === undefined ? {} : { seriesUid }),
  };
  return withUnpacked(listOf(source), { ...options, limits }, async (files) => {
    const stack = await readStack(await dicomAmong(files, signal), chosen);
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

async function dicomAmong(files: readonly ImageFile[], signal?: AbortSignal): Promise<readonly ImageFile[]> {
  const { images } = await findImages(files, signal).catch((cause: unknown) => {
    throw cause instanceof UnsupportedImage ? noSeries(cause) : cause;
  });
  const dicom = images.filter(({ format }) => format === 'dicom').map(({ file }) => file);
  if (dicom.length === 0) throw noSeries();
  return dicom;
}

const noSeries = (cause?: unknown): UnfitImage =>
  new UnfitImage(
    'A DICOM segmentation refers to a DICOM series, and the image is none; ask for NIfTI or NRRD.',
    { cause },
  );

/** Without these nothing could refer to it (PS3.3, C.12.1, C.7.2.1, C.7.3.1). */
function assertNamed({ name, sopClassUid, sopInstanceUid, studyUid, seriesUid }: Instance): void {
  if ([sopClassUid, sopInstanceUid, studyUid, seriesUid].every((uid) => uid !== '')) return;
  throw new UnfitImage(
    `${quoted(name)} lacks UIDs that a DICOM segmentation refers to; ask for NIfTI or NRRD.`,
  );
}

/** Read again, for its patient and study: of all files at once they would fill the memory. */
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
