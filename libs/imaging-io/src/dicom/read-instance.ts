import { LimitExceeded, MalformedImage, TaggedError } from '@aiaa/volume/errors';
import { nameOf } from '../files/image-set.js';
import type { ImageFile } from '../image.js';
import { quoted } from '../quoted.js';
import { numberOf, textOf, type DataSet } from './data-set.js';
import type { Instance, PixelDataPlace, PixelDescription } from './instance.js';
import { readDataSet, type HeaderDataSet } from './read-data-set.js';
import { readFrames } from './read-frames.js';
import { describeTable } from './look-up-tables.js';
import { TAGS } from './tags.js';

/** More than any series has: a count that lies must not fill the memory. */
export const MOST_FRAMES = 200_000;

/**
 * Reads what a DICOM file says of itself, without its pixels; undefined when it holds none, as reports, presentation
 * states and a DICOMDIR do.
 * @throws MalformedImage, UnsupportedImage, LimitExceeded
 */
export async function readInstance(file: ImageFile, signal?: AbortSignal): Promise<Instance | undefined> {
  return decodeInstance(await readDataSet(file, signal), file);
}

/** The same from a header that is read already. */
export function decodeInstance(header: HeaderDataSet, file: ImageFile): Instance | undefined {
  try {
    return instanceOf(header, file);
  } catch (cause) {
    if (cause instanceof TaggedError) throw cause;
    // dicom-parser throws strings and errors where a value reaches beyond its end.
    throw new MalformedImage(`The DICOM header of ${quoted(nameOf(file))} is damaged.`, { cause });
  }
}

function instanceOf(header: HeaderDataSet, file: ImageFile): Instance | undefined {
  const { dataSet, transferSyntax } = header;
  const rows = dataSet.uint16(TAGS.Rows) ?? 0;
  const columns = dataSet.uint16(TAGS.Columns) ?? 0;
  const pixelData = placeOfPixels(header);
  if (rows === 0 || columns === 0 || pixelData === undefined) return undefined;
  const frameOfReferenceUid = textOf(dataSet, TAGS.FrameOfReferenceUid);
  return {
    file,
    name: nameOf(file),
    transferSyntax,
    sopClassUid: textOf(dataSet, TAGS.SopClassUid),
    sopInstanceUid: textOf(dataSet, TAGS.SopInstanceUid),
    studyUid: textOf(dataSet, TAGS.StudyInstanceUid),
    seriesUid: textOf(dataSet, TAGS.SeriesInstanceUid),
    ...(frameOfReferenceUid === '' ? {} : { frameOfReferenceUid }),
    modality: textOf(dataSet, TAGS.Modality),
    seriesDescription: textOf(dataSet, TAGS.SeriesDescription),
    imageType: textOf(dataSet, TAGS.ImageType),
    tiled: dataSet.elements[TAGS.TotalPixelMatrixColumns] !== undefined,
    columns,
    rows,
    pixels: describePixels(dataSet),
    pixelData,
    frames: readFrames(dataSet, countFrames(dataSet, nameOf(file))),
  };
}

function countFrames(dataSet: DataSet, name: string): number {
  const count = numberOf(dataSet, TAGS.NumberOfFrames) ?? 1;
  if (count > MOST_FRAMES) {
    throw new LimitExceeded(`${quoted(name)} declares ${count} frames; the limit is ${MOST_FRAMES}.`);
  }
  return Math.max(1, Math.floor(count)); // some writers put 0 for a single frame
}

function describePixels(dataSet: DataSet): PixelDescription {
  const float = dataSet.elements[TAGS.PixelData] === undefined;
  const bitsAllocated = dataSet.uint16(TAGS.BitsAllocated) ?? 0;
  const bitsStored = float ? bitsAllocated : (dataSet.uint16(TAGS.BitsStored) ?? bitsAllocated);
  const photometric = textOf(dataSet, TAGS.PhotometricInterpretation).toUpperCase();
  const signed = dataSet.uint16(TAGS.PixelRepresentation) === 1;
  const table = describeTable(dataSet, { photometric, signed });
  return {
    samplesPerPixel: dataSet.uint16(TAGS.SamplesPerPixel) ?? 1,
    photometric,
    planar: dataSet.uint16(TAGS.PlanarConfiguration) === 1,
    bitsAllocated,
    bitsStored,
    highBit: dataSet.uint16(TAGS.HighBit) ?? bitsStored - 1,
    signed,
    float,
    ...(table === undefined ? {} : { table }),
  };
}

function placeOfPixels({ dataSet, dataSetStart, deflated }: HeaderDataSet): PixelDataPlace | undefined {
  const element = [TAGS.PixelData, TAGS.FloatPixelData, TAGS.DoubleFloatPixelData]
    .map((tag) => dataSet.elements[tag])
    .find((one) => one !== undefined);
  if (element === undefined) return undefined;
  return {
    dataSetStart,
    deflated,
    offset: element.dataOffset,
    vr: element.vr,
    length: element.hadUndefinedLength === true ? undefined : element.length,
    extendedOffsets: extendedOffsets(dataSet),
  };
}

/** (7FE0,0001): 64-bit places, of which those beyond 2^53 are in no file. */
function extendedOffsets(dataSet: DataSet): readonly number[] {
  const element = dataSet.elements[TAGS.ExtendedOffsetTable];
  const count = Math.floor((element?.length ?? 0) / 8);
  return Array.from(
    { length: count },
    (_, at) =>
      (dataSet.uint32(TAGS.ExtendedOffsetTable, 2 * at) ?? 0) +
      (dataSet.uint32(TAGS.ExtendedOffsetTable, 2 * at + 1) ?? 0) * 2 ** 32,
  );
}
