import { labelMapOf, type LabelMap, type Volume } from '@aiaa/volume';
import { Cancelled, UnfitImage } from '@aiaa/volume/errors';
import { gridDifference } from '../../files/grid-difference.js';
import { writePieces } from '../../files/write-pieces.js';
import type { HeaderDataSet } from '../read-data-set.js';
import type { SliceStack } from '../sort-slices.js';
import { copiedAttributes, rawValue } from './copied-attributes.js';
import { findExtents } from './find-extents.js';
import { lettersOf, type Letters } from './letters.js';
import { readSource } from './read-source.js';
import { resolveSegments } from './resolve-segments.js';
import type { Algorithm, Segment } from './segment.js';
import { segmentFrames } from './segment-frame.js';
import { segmentationBytes } from './segmentation-bytes.js';
import type { SegmentationOptions, SegmentationParts } from './segmentation-parts.js';
import type { SegmentationObject } from './segmentation-object.js';
import { newUids } from './segmentation-uids.js';

const ALGORITHM: Algorithm = { name: 'aiaa' };
const DESCRIPTION = 'Segmentation';
const SERIES_NUMBER = 1000;

/**
 * Writes a label map as one DICOM Segmentation object (PS3.3, A.51): binary, a segment for each label, a frame for each
 * slice that holds one. Patient, study and frame of reference are those of the source, which it refers to frame by
 * frame; the series is a new one. The voxels lie where the source's lie: frames have its rows and columns, its
 * positions and its orientation. The file appears whole or not at all; one that is there already is replaced.
 * @throws UnfitImage when the source is no DICOM series, no longer the one that was named, or on another grid than the
 * labels; LimitExceeded for too many labels or frames; MalformedImage for a broken source; Cancelled. What the file
 * system refuses comes as it is.
 */
export async function writeSegmentation(
  path: string,
  parts: SegmentationParts,
  options: SegmentationOptions = {},
): Promise<{ readonly warnings: readonly string[] }> {
  const { signal } = options;
  if (signal?.aborted) throw new Cancelled();
  try {
    const labels = oneChannel(parts.labels);
    const { stack, header } = await readSource(parts, options);
    assertSameGrid(labels, stack);
    const { object, warnings } = describe(parts, options, { labels, stack, header });
    await writePieces(path, { pieces: segmentationBytes(object) }, signal);
    return { warnings: [...stack.warnings, ...warnings] };
  } catch (error) {
    throw signal?.aborted === true ? new Cancelled(undefined, { cause: error }) : error;
  }
}

interface Described {
  readonly labels: LabelMap;
  readonly stack: SliceStack;
  readonly header: HeaderDataSet;
}

function describe(
  parts: SegmentationParts,
  options: SegmentationOptions,
  { labels, stack, header }: Described,
): { readonly object: SegmentationObject; readonly warnings: readonly string[] } {
  const extents = findExtents(labels);
  const segments = resolveSegments(parts.segments ?? [], extents.keys());
  const algorithm = parts.algorithm ?? ALGORITHM;
  const seriesDescription = parts.seriesDescription ?? DESCRIPTION;
  const texts = [seriesDescription, algorithm.name, ...segments.flatMap(textsOf)];
  const letters = lettersOf(
    rawValue(header.dataSet, 'SpecificCharacterSet'),
    Object.values(copiedAttributes(header.dataSet)),
    texts,
  );
  return {
    object: {
      labels,
      stack,
      source: header,
      segments,
      frames: segmentFrames(segments.map(({ label }) => label), extents),
      algorithm,
      seriesDescription,
      seriesNumber: parts.seriesNumber ?? SERIES_NUMBER,
      letters,
      uids: options.uids ?? newUids(),
      now: options.now ?? new Date(),
    }, // prettier-ignore
    warnings: [...emptyWarnings(segments, extents), ...letterWarnings(texts, letters)],
  };
}

const textsOf = ({ name = '', category, type }: Segment): readonly string[] => [
  name,
  category?.meaning ?? '',
  type?.meaning ?? '',
];

function oneChannel(volume: Volume): LabelMap {
  if (volume.channels !== 1) {
    throw new UnfitImage(`The mask has ${volume.channels} channels; a DICOM segmentation is made of one.`);
  }
  return labelMapOf(volume);
}

function assertSameGrid(labels: LabelMap, { slices, affine }: SliceStack): void {
  const [first] = slices;
  const size = [first?.instance.columns ?? 0, first?.instance.rows ?? 0, slices.length] as const;
  const difference = gridDifference(labels, { size, affine });
  if (difference === undefined) return;
  const [what, ofLabels, ofSource] = difference;
  throw new UnfitImage(
    `The mask does not lie on the grid of the DICOM series: the ${what} is ${ofLabels} and ${ofSource}; segment the series itself, without resampling it.`,
  );
}

function emptyWarnings(
  segments: readonly Segment[],
  extents: ReadonlyMap<number, unknown>,
): readonly string[] {
  const empty = segments.filter(({ label }) => !extents.has(label)).map(({ label }) => label);
  if (empty.length === 0) return [];
  const shown = empty.slice(0, 10).join(', ') + (empty.length > 10 ? ' and more' : '');
  return [`No voxel has the label ${shown}; each has one empty frame on the first slice.`];
}

const letterWarnings = (texts: readonly string[], letters: Letters): readonly string[] =>
  texts.every((text) => letters.fit(text) === text.normalize('NFC'))
    ? []
    : ['The character set of the source lacks letters of the names; the nearest plain letters were written.'];
