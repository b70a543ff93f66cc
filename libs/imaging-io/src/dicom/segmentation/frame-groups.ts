import type { Vector3 } from '@aiaa/volume';
import type { SourceFrame } from '../instance.js';
import type { NewDataSet } from './new-data-set.js';
import { codeItem } from './segment-items.js';

const SEGMENTATION = codeItem({ value: '113076', scheme: 'DCM', meaning: 'Segmentation' });
const SOURCE_IMAGE = codeItem({
  value: '121322',
  scheme: 'DCM',
  meaning: 'Source image for image processing operation',
});

/**
 * What one frame says of itself (PS3.3, C.7.6.16): its segment, its place, also as its ordinal among those that occur,
 * and the source's frame there.
 */
export const frameGroups = (
  segment: number,
  ordinal: number,
  { source, position }: PlacedFrame,
): NewDataSet => ({
  DerivationImageSequence: [
    { SourceImageSequence: [sourceImage(source)], DerivationCodeSequence: [SEGMENTATION] },
  ],
  FrameContentSequence: [{ DimensionIndexValues: [segment, ordinal] }],
  PlanePositionSequence: [{ ImagePositionPatient: position }],
  SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment }],
});

/** A frame of the source, and where its first pixel lies. */
interface PlacedFrame {
  readonly source: SourceFrame;
  readonly position: Vector3;
}

/** One instance, and of one with several frames the frame. */
const sourceImage = ({ instance, frame }: SourceFrame): NewDataSet => ({
  ReferencedSOPClassUID: instance.sopClassUid,
  ReferencedSOPInstanceUID: instance.sopInstanceUid,
  ReferencedFrameNumber: instance.frames.length > 1 ? frame.index + 1 : undefined,
  SpatialLocationsPreserved: 'YES',
  PurposeOfReferenceCodeSequence: [SOURCE_IMAGE],
});
