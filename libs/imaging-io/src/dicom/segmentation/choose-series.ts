import { UnfitImage } from '@aiaa/volume/errors';
import { quoted } from '../../quoted.js';
import type { Instance } from '../instance.js';

/**
 * The instances of one series: of that which is named, else of that with the most frames, the first of equals.
 * @throws UnfitImage when there is none.
 */
export function chooseSeries(
  instances: readonly Instance[],
  seriesUid: string | undefined,
): readonly Instance[] {
  if (instances.length === 0) {
    throw new UnfitImage(
      'The source is no DICOM series, to which a DICOM segmentation refers; ask for NIfTI or NRRD instead.',
    );
  }
  const uids = [...new Set(instances.map((instance) => instance.seriesUid))];
  const all = uids.map((uid) => instances.filter((instance) => instance.seriesUid === uid));
  if (seriesUid === undefined) return largest(all);
  const named = all.find(([instance]) => instance?.seriesUid === seriesUid);
  if (named !== undefined) return named;
  throw new UnfitImage(
    `The source series has changed: it no longer holds ${quoted(seriesUid)}; fetch it again.`,
  );
}

function largest(all: readonly (readonly Instance[])[]): readonly Instance[] {
  const frames = (series: readonly Instance[]): number =>
    series.reduce((sum, instance) => sum + instance.frames.length, 0);
  const [first = []] = all.toSorted((a, b) => frames(b) - frames(a));
  return first;
}
