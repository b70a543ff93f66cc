import { BrokenInvariant, LimitExceeded } from '@aiaa/volume/errors';
import { formatBytes } from '../../bytes/format-bytes.js';
import { SEQUENCE_END, encodeDataSet, encodeItem, longHeader, openSequence } from './encode-data-set.js';
import { frameGroups } from './frame-groups.js';
import { packFrames, packedBytes } from './pack-frames.js';
import { part10Head } from './part10-head.js';
import { SEGMENTATION_STORAGE, segmentationHead } from './segmentation-head.js';
import type { SegmentationObject } from './segmentation-object.js';
import { slicePositions } from './shared-groups.js';
import { VERSION } from './version.js';

/** The largest even length of four bytes that does not mean an undefined one (PS3.5, 7.1.2). */
const MOST_PIXEL_BYTES = 0xfffffffe;

/** Frames whose groups are encoded at a time. */
const BATCH_FRAMES = 1000;

/**
 * The bytes of the file, piece by piece, so that neither all frames nor all that is said of them lie in memory.
 * @throws LimitExceeded when the frames outgrow what a file holds.
 */
export function segmentationBytes(object: SegmentationObject): Iterable<Uint8Array> {
  const { labels, frames } = object;
  const pixelBytes = packedBytes(frames.length, labels.size[0] * labels.size[1]);
  if (pixelBytes > MOST_PIXEL_BYTES) {
    throw new LimitExceeded(
      `The segmentation has ${frames.length} frames, together ${formatBytes(pixelBytes)}; a DICOM file holds ${formatBytes(MOST_PIXEL_BYTES)}. Ask for NIfTI or NRRD.`,
    );
  }
  return pieces(object, pixelBytes);
}

function* pieces(object: SegmentationObject, pixelBytes: number): Generator<Uint8Array> {
  const { labels, frames, letters, uids } = object;
  yield part10Head(SEGMENTATION_STORAGE, uids.instance, VERSION);
  yield encodeDataSet(segmentationHead(object), letters.encoding);
  yield openSequence('PerFrameFunctionalGroupsSequence');
  yield* groupItems(object);
  yield SEQUENCE_END;
  yield longHeader('PixelData', pixelBytes);
  yield* packFrames(labels, frames);
}

function* groupItems({ frames, stack, letters }: SegmentationObject): Generator<Uint8Array> {
  const positions = slicePositions(stack);
  const ordinals = ordinalsOf(frames.map(({ slice }) => slice));
  for (let at = 0; at < frames.length; at += BATCH_FRAMES) {
    const items = frames.slice(at, at + BATCH_FRAMES).map((frame) => {
      const source = stack.slices[frame.slice];
      const position = positions[frame.slice];
      if (source === undefined || position === undefined) {
        throw new BrokenInvariant(`Slice ${frame.slice} has no source.`);
      }
      const groups = frameGroups(frame.segment, ordinals.get(frame.slice) ?? 0, { source, position });
      return encodeItem(groups, letters.encoding);
    });
    yield Buffer.concat(items);
  }
}

/** The places that occur, numbered from 1 in ascending order without gaps (PS3.3, C.7.6.17.1). */
const ordinalsOf = (slices: readonly number[]): ReadonlyMap<number, number> =>
  new Map([...new Set(slices)].toSorted((a, b) => a - b).map((slice, at) => [slice, at + 1]));
