import { UnfitImage } from '@aiaa/volume/errors';
import { withUnpacked } from '../../files/unpack-archive.js';
import type { ImageFile } from '../../image.js';
import { quoted } from '../../quoted.js';
import { DEFAULT_LIMITS } from '../../read-limits.js';
import { readDataSet, type HeaderDataSet } from '../read-data-set.js';
import { readInstance } from '../read-instance.js';
import type { Instance } from '../instance.js';
import { sortSlices, type SliceStack } from './temporary-sort.js';
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
export async function readSource(
  { source }: SegmentationParts,
  options: SegmentationOptions,
): Promise<Source> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return withUnpacked(listOf(source), { ...options, limits }, async (files) => {
    const instances: Instance[] = [];
    for (const file of files) {
      const instance = await readInstance(file, options.signal);
      if (instance !== undefined) instances.push(instance);
    }
    const stack = sortSlices(
      instances.flatMap((instance) => instance.frames.map((frame) => ({ instance, frame }))),
    );
    const [first] = stack.slices;
    if (first === undefined) throw new UnfitImage('');
    assertNamed(first.instance);
    return { stack, header: await readDataSet(first.instance.file, options.signal) };
  });
}
/** Without these nothing could refer to it (PS3.3, C.12.1, C.7.2.1, C.7.3.1). */
function assertNamed({ name, sopClassUid, sopInstanceUid, studyUid, seriesUid }: Instance): void {
  if ([sopClassUid, sopInstanceUid, studyUid, seriesUid].every((uid) => uid !== '')) return;
  throw new UnfitImage(
    `${quoted(name)} lacks the UIDs that a DICOM segmentation refers to; ask for NIfTI or NRRD.`,
  );
}

function listOf(files: SegmentationParts['source']): readonly ImageFile[] {
  const list = typeof files === 'object' && 'length' in files ? files : [files];
  return list.map((file) => (typeof file === 'string' ? { path: file } : file));
}
