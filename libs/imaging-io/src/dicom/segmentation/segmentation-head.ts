import type { SliceStack } from '../sort-slices.js';
import { compressionHistory } from './compression-history.js';
import { copiedAttributes } from './copied-attributes.js';
import { dicomDate, dicomTime } from './dicom-date.js';
import type { NewDataSet } from './new-data-set.js';
import { plainText } from './plain-text.js';
import { segmentItems } from './segment-items.js';
import type { SegmentationObject } from './segmentation-object.js';
import { sharedGroups } from './shared-groups.js';
import { VERSION } from './version.js';

export const SEGMENTATION_STORAGE = '1.2.840.10008.5.1.4.1.1.66.4';

/** Every attribute of a segmentation before its frames (PS3.3, A.51.3): the source's patient and study, its own series. */
export const segmentationHead = (object: SegmentationObject): NewDataSet => ({
  ...copiedAttributes(object.source.dataSet),
  ...instance(object),
  ...series(object),
  ...equipment(),
  ...pixels(object),
  ...compressionHistory(object.source.dataSet, object.source.transferSyntax),
  ...references(object),
  ...dimensions(object.uids.dimensions),
  SegmentSequence: segmentItems(object.segments, object.algorithm, object.letters),
  SharedFunctionalGroupsSequence: [sharedGroups(object.stack, object.source.dataSet)],
});

/** General Image, Segmentation Image and SOP Common (PS3.3, C.7.6.1, C.8.20.2, C.12.1). */
const instance = ({ letters, uids, now }: SegmentationObject): NewDataSet => ({
  SpecificCharacterSet: letters.declared,
  SOPClassUID: SEGMENTATION_STORAGE,
  SOPInstanceUID: uids.instance,
  InstanceCreationDate: dicomDate(now),
  InstanceCreationTime: dicomTime(now),
  InstanceNumber: 1,
  ImageType: ['DERIVED', 'PRIMARY'],
  ContentDate: dicomDate(now),
  ContentTime: dicomTime(now),
  ContentLabel: 'SEGMENTATION',
  ContentDescription: 'Segmentation of one series',
  ContentCreatorName: '',
  SegmentationType: 'BINARY',
  SegmentsOverlap: 'NO',
});

/** General Series, Segmentation Series and Frame of Reference (PS3.3, C.7.3.1, C.8.20.1, C.7.4.1). */
const series = ({ stack, letters, uids, now, ...object }: SegmentationObject): NewDataSet => ({
  Modality: 'SEG',
  SeriesInstanceUID: uids.series,
  SeriesNumber: object.seriesNumber,
  SeriesDate: dicomDate(now),
  SeriesTime: dicomTime(now),
  SeriesDescription: plainText(letters.fit(object.seriesDescription), 64, 'Segmentation'),
  FrameOfReferenceUID: frameOfReference(stack),
});

/** None where the source says of its slices nowhere that they lie, for what is written of them then is made up. */
const frameOfReference = ({ slices: [first] }: SliceStack): string | undefined =>
  first?.frame.position === undefined ? undefined : first.instance.frameOfReferenceUid;

/** Enhanced General Equipment (PS3.3, C.7.5.2): the program, which has no serial number. */
const equipment = (): NewDataSet => ({
  Manufacturer: 'aiaa',
  ManufacturerModelName: '@aiaa/imaging-io',
  DeviceSerialNumber: '0',
  SoftwareVersions: VERSION,
});

/** Image Pixel and Multi-frame Functional Groups (PS3.3, C.8.20.2.1, C.7.6.16). */
const pixels = ({ labels, frames }: SegmentationObject): NewDataSet => ({
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  NumberOfFrames: frames.length,
  Rows: labels.size[1],
  Columns: labels.size[0],
  BitsAllocated: 1,
  BitsStored: 1,
  HighBit: 0,
  PixelRepresentation: 0,
});

/** Common Instance Reference (PS3.3, C.12.2): each file of the source once. */
function references({ stack }: SegmentationObject): NewDataSet {
  const instances = [...new Set(stack.slices.map(({ instance: source }) => source))];
  return {
    ReferencedSeriesSequence: [
      {
        SeriesInstanceUID: instances[0]?.seriesUid,
        ReferencedInstanceSequence: instances.map(({ sopClassUid, sopInstanceUid }) => ({
          ReferencedSOPClassUID: sopClassUid,
          ReferencedSOPInstanceUID: sopInstanceUid,
        })),
      },
    ],
  };
}

/** Multi-frame Dimension (PS3.3, C.7.6.17): frames are in the order of their segments, then of their places. */
const dimensions = (uid: string): NewDataSet => ({
  DimensionOrganizationSequence: [{ DimensionOrganizationUID: uid }],
  DimensionIndexSequence: [
    {
      DimensionOrganizationUID: uid,
      DimensionIndexPointer: 'ReferencedSegmentNumber',
      FunctionalGroupPointer: 'SegmentIdentificationSequence',
      DimensionDescriptionLabel: 'ReferencedSegmentNumber',
    },
    {
      DimensionOrganizationUID: uid,
      DimensionIndexPointer: 'ImagePositionPatient',
      FunctionalGroupPointer: 'PlanePositionSequence',
      DimensionDescriptionLabel: 'ImagePositionPatient',
    },
  ],
});
