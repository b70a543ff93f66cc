import type { DicomElement } from '@aiaa/imaging-io/testing';

/** An attribute: its tag, its VR and, where frames have their own, the sequence that it lies in (PS3.3, C.7.6.16). */
interface Attribute {
  readonly tag: number;
  readonly vr: string;
  readonly group?: number;
}

const of = (tag: number, vr: string, group?: number): Attribute => ({
  tag,
  vr,
  ...(group === undefined ? {} : { group }),
});

const ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map([
  ['ImageType', of(0x00080008, 'CS')],
  ['SOPClassUID', of(0x00080016, 'UI')],
  ['SOPInstanceUID', of(0x00080018, 'UI')],
  ['Modality', of(0x00080060, 'CS')],
  ['SeriesDescription', of(0x0008103e, 'LO')],
  ['SliceThickness', of(0x00180050, 'DS', 0x00289110)],
  ['EchoNumbers', of(0x00180086, 'IS')],
  ['SpacingBetweenSlices', of(0x00180088, 'DS', 0x00289110)],
  ['ImagerPixelSpacing', of(0x00181164, 'DS')],
  ['StudyInstanceUID', of(0x0020000d, 'UI')],
  ['SeriesInstanceUID', of(0x0020000e, 'UI')],
  ['AcquisitionNumber', of(0x00200012, 'IS')],
  ['InstanceNumber', of(0x00200013, 'IS')],
  ['ImagePositionPatient', of(0x00200032, 'DS', 0x00209113)],
  ['ImageOrientationPatient', of(0x00200037, 'DS', 0x00209116)],
  ['FrameOfReferenceUID', of(0x00200052, 'UI')],
  ['TemporalPositionIdentifier', of(0x00200100, 'IS')],
  ['StackID', of(0x00209056, 'SH', 0x00209111)],
  ['TemporalPositionIndex', of(0x00209128, 'UL', 0x00209111)],
  ['SamplesPerPixel', of(0x00280002, 'US')],
  ['PhotometricInterpretation', of(0x00280004, 'CS')],
  ['PlanarConfiguration', of(0x00280006, 'US')],
  ['NumberOfFrames', of(0x00280008, 'IS')],
  ['Rows', of(0x00280010, 'US')],
  ['Columns', of(0x00280011, 'US')],
  ['PixelSpacing', of(0x00280030, 'DS', 0x00289110)],
  ['BitsAllocated', of(0x00280100, 'US')],
  ['BitsStored', of(0x00280101, 'US')],
  ['HighBit', of(0x00280102, 'US')],
  ['PixelRepresentation', of(0x00280103, 'US')],
  ['RescaleIntercept', of(0x00281052, 'DS', 0x00289145)],
  ['RescaleSlope', of(0x00281053, 'DS', 0x00289145)],
  ['GridFrameOffsetVector', of(0x3004000c, 'DS')],
  ['DoseGridScaling', of(0x3004000e, 'DS')],
]);

/** The elements of lines such as `Rows: 4`; a line that names no attribute is none. */
export function elementsOf(lines: readonly string[]): readonly DicomElement[] {
  return attributesIn(lines).map(({ element }) => element);
}

/** The same for an image of frames: what each frame has of its own goes to them by turns, in functional groups. */
export function frameElementsOf(lines: readonly string[]): readonly DicomElement[] {
  const found = attributesIn(lines);
  const frames: DicomElement[][] = [];
  const taken = new Map<number, number>();
  for (const { element, group } of found) {
    if (group === undefined) continue;
    const frame = taken.get(element.tag) ?? 0;
    taken.set(element.tag, frame + 1);
    (frames[frame] ??= []).push({ tag: group, vr: 'SQ', value: { items: [[element]] } });
  }
  return [
    ...found.flatMap(({ element, group }) => (group === undefined ? [element] : [])),
    { tag: 0x52009230, vr: 'SQ', value: { items: frames } },
  ];
}

interface FoundAttribute {
  readonly element: DicomElement;
  readonly group: number | undefined;
}

function attributesIn(lines: readonly string[]): readonly FoundAttribute[] {
  return lines.flatMap((line) => {
    const [, keyword = '', text = ''] = /^(\w+): (.*)$/s.exec(line) ?? [];
    const attribute = ATTRIBUTES.get(keyword);
    if (attribute === undefined) return [];
    const { tag, vr, group } = attribute;
    const isNumber = vr === 'US' || vr === 'UL';
    return [{ element: { tag, vr, value: isNumber ? [Number(text)] : text }, group }];
  });
}
