import type { Vector3 } from '@aiaa/volume';
import { itemsOf, numberOf, numbersOf, textOf, unsignedOf, type DataSet } from './data-set.js';
import type { Frame, PlaneOrientation } from './instance.js';
import { movedBy, planeNormal, unitVector } from './plane-normal.js';
import { TAGS } from './tags.js';

/**
 * The frames of an instance: their places and scales from the functional groups, per frame before shared
 * (PS3.3, C.7.6.16), else from the data set itself. A multi-frame image without such groups has its frames along the
 * normal, by Grid Frame Offset Vector (PS3.3, C.8.8.3.2) or by the spacing between slices.
 */
export function readFrames(dataSet: DataSet, count: number): readonly Frame[] {
  const [shared] = itemsOf(dataSet, TAGS.SharedFunctionalGroupsSequence);
  const perFrame = itemsOf(dataSet, TAGS.PerFrameFunctionalGroupsSequence);
  const common = readFrame(finderIn([shared], dataSet), dataSet);
  if (perFrame.length === 0) return spreadFrames(common, dataSet, count);
  return Array.from({ length: count }, (_, index) => {
    const own = perFrame[index];
    const frame = own === undefined ? common : readFrame(finderIn([own, shared], dataSet), dataSet);
    return { ...frame, index, order: [...frame.order, index] };
  });
}

/** Looks for an attribute in the functional groups of a kind, then in the data set itself. */
type Finder = <T>(groups: string, read: (place: DataSet) => T | undefined) => T | undefined;

const finderIn =
  (holders: readonly (DataSet | undefined)[], dataSet: DataSet): Finder =>
  (groups, read) => {
    for (const holder of [...holders.flatMap((one) => itemsOf(one, groups).slice(0, 1)), dataSet]) {
      const found = read(holder);
      if (found !== undefined) return found;
    }
    return undefined;
  };

function readFrame(find: Finder, dataSet: DataSet): Frame {
  const measure = (tag: string): number | undefined =>
    find(TAGS.PixelMeasuresSequence, (place) => nonZero(Math.abs(numberOf(place, tag) ?? 0)));
  const scale = (tag: string): number | undefined =>
    find(TAGS.PixelValueTransformationSequence, (place) => numberOf(place, tag));
  return {
    index: 0,
    position: findVectors(find, TAGS.PlanePositionSequence, TAGS.ImagePositionPatient)?.[0],
    orientation: findOrientation(find),
    spacing: findSpacing(find),
    thickness: measure(TAGS.SpacingBetweenSlices) ?? measure(TAGS.SliceThickness),
    slope: nonZero(scale(TAGS.RescaleSlope) ?? numberOf(dataSet, TAGS.DoseGridScaling)) ?? 1,
    intercept: scale(TAGS.RescaleIntercept) ?? 0,
    stackId: find(TAGS.FrameContentSequence, (place) => textOf(place, TAGS.StackId) || undefined) ?? '',
    order: orderOf(find, dataSet),
  };
}

const nonZero = (value: number | undefined): number | undefined => (value === 0 ? undefined : value);

/** One vector or more; nuclear medicine has them in its detector's item (PS3.3, C.8.4.11). */
function findVectors(find: Finder, groups: string, tag: string): readonly Vector3[] | undefined {
  const count = tag === TAGS.ImageOrientationPatient ? 6 : 3;
  const read = (place: DataSet): readonly number[] | undefined => numbersOf(place, tag, count);
  const numbers = find(groups, read) ?? find(TAGS.DetectorInformationSequence, read);
  if (numbers === undefined) return undefined;
  const [a = NaN, b = NaN, c = NaN, d = NaN, e = NaN, f = NaN] = numbers;
  return [[a, b, c], [d, e, f]]; // prettier-ignore
}

/** undefined when it is absent or all zeros, as screen shots have it. */
function findOrientation(find: Finder): PlaneOrientation | undefined {
  const [row, column] = findVectors(find, TAGS.PlaneOrientationSequence, TAGS.ImageOrientationPatient) ?? [];
  if (row === undefined || column === undefined) return undefined;
  if (Math.hypot(...row) === 0 || Math.hypot(...column) === 0) return undefined;
  return { row: unitVector(row), column: unitVector(column) };
}

/** The patient's spacing, else that at the detector (PS3.3, 10.7.1.3); undefined when there is none above 0. */
function findSpacing(find: Finder): Frame['spacing'] {
  for (const tag of [TAGS.PixelSpacing, TAGS.ImagerPixelSpacing, TAGS.NominalScannedPixelSpacing]) {
    const [rows = 0, columns = 0] =
      find(TAGS.PixelMeasuresSequence, (place) => numbersOf(place, tag, 2)) ?? [];
    if (rows > 0 && columns > 0) return [rows, columns];
  }
  return undefined;
}

const orderOf = (find: Finder, dataSet: DataSet): readonly number[] => [
  find(TAGS.FrameContentSequence, (place) => unsignedOf(place, TAGS.TemporalPositionIndex)) ??
    numberOf(dataSet, TAGS.TemporalPositionIdentifier) ??
    0,
  numberOf(dataSet, TAGS.AcquisitionNumber) ?? 0,
  numberOf(dataSet, TAGS.EchoNumbers) ?? 0,
  numberOf(dataSet, TAGS.InstanceNumber) ?? 0,
];

/** The frames of an image that says where the first lies and how far the others are from it. */
function spreadFrames(first: Frame, dataSet: DataSet, count: number): readonly Frame[] {
  const { position, orientation } = first;
  const offsets = numbersOf(dataSet, TAGS.GridFrameOffsetVector, count);
  const offsetOf = (index: number): number =>
    offsets === undefined ? index * (first.thickness ?? 0) : (offsets[index] ?? 0) - (offsets[0] ?? 0);
  const placed = position !== undefined && orientation !== undefined;
  return Array.from({ length: count }, (_, index) => ({
    ...first,
    index,
    position: placed ? movedBy(position, offsetOf(index), planeNormal(orientation)) : position,
    order: [...first.order, index],
  }));
}
