import { dicomBytes, type DicomElement } from '@aiaa/imaging-io/testing';
import { someBytes, type MemoryFile, type Seed } from '../seed.js';
import { elementsOf, frameElementsOf } from './dicom-attributes.js';

const IMAGE = `SOPClassUID: 1.2.840.10008.5.1.4.1.1.2
SOPInstanceUID: 2.25.1
ImageType: ORIGINAL\\PRIMARY
Modality: CT
SeriesDescription: axial
StudyInstanceUID: 2.25.11
SeriesInstanceUID: 2.25.22
FrameOfReferenceUID: 2.25.33
SamplesPerPixel: 1
PhotometricInterpretation: MONOCHROME2
Rows: 4
Columns: 5
BitsAllocated: 16
BitsStored: 12
HighBit: 11
PixelRepresentation: 1
`;

const PLACE = `ImagePositionPatient: -30\\-20\\10
ImageOrientationPatient: 1\\0\\0\\0\\0.8\\0.6
PixelSpacing: 0.9\\0.7
SliceThickness: 2.5
SpacingBetweenSlices: 2.5
RescaleIntercept: -1024
RescaleSlope: 0.5
`;

const ORDER = `InstanceNumber: 3
AcquisitionNumber: 1
EchoNumbers: 1
TemporalPositionIdentifier: 1
`;

const DOSE = `NumberOfFrames: 3
GridFrameOffsetVector: 0\\2.5\\5
DoseGridScaling: 1e-3
`;

const FRAMES = `NumberOfFrames: 3
${[10, 12.5, 15].map((z) => `${PLACE.replace('20\\10', `20\\${z}`)}StackID: 1\nTemporalPositionIndex: 1\n`).join('')}`;

/** What is damaged are the values, whose lengths are right again: each line is an element. */
export const dicomTextSeeds = (): readonly Seed[] => [
  ofLines('a slice', PLACE + ORDER + IMAGE, (lines) => [...elementsOf(lines), pixels(1)]),
  ofLines('a dose', PLACE + DOSE + IMAGE, (lines) => [...elementsOf(lines), pixels(3)]),
  ofLines('frames', FRAMES + IMAGE, (lines) => [...frameElementsOf(lines), pixels(3)]),
];

/** A slice of which all is told in lines. */
export const SLICE_LINES = PLACE + ORDER + IMAGE;

/** A file of the elements that the lines name. */
export const fileOfLines = (bytes: Uint8Array): MemoryFile => ({
  name: 'a.dcm',
  bytes: dicomBytes([...elementsOf(linesOf(bytes)), pixels(1)]),
});

function ofLines(
  title: string,
  text: string,
  elements: (lines: readonly string[]) => readonly DicomElement[],
): Seed {
  return {
    kind: 'dicom',
    title: `DICOM, ${title}, its values`,
    bytes: Buffer.from(text),
    text: true,
    files: (bytes) => [{ name: 'a.dcm', bytes: dicomBytes(elements(linesOf(bytes))) }],
  };
}

const linesOf = (bytes: Uint8Array): readonly string[] => Buffer.from(bytes).toString('latin1').split('\n');

const pixels = (frames: number): DicomElement => ({
  tag: 0x7fe00010,
  vr: 'OW',
  value: someBytes(40 * frames),
});
