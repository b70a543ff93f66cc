import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeLabelMap, voxelCount, type LabelMap, type Size } from '@aiaa/volume';
import { findExtents } from './find-extents.js';
import { packFrames, packedBytes } from './pack-frames.js';
import { segmentFrames, type SegmentFrame } from './segment-frame.js';

const mapOf = (size: Size, labelAt: (at: number) => number): LabelMap =>
  makeLabelMap(
    { size, affine: IDENTITY_AFFINE },
    Uint8Array.from({ length: voxelCount(size) }, (_, at) => labelAt(at)),
  );

const framesOf = (labels: LabelMap): readonly SegmentFrame[] => {
  const extents = findExtents(labels);
  return segmentFrames([...extents.keys()], extents);
};

describe('extents', () => {
  it('end with the slice, where a label runs on into the next', () => {
    expect(findExtents(mapOf([3, 2, 2], () => 4))).toEqual(
      new Map([
        [
          4,
          [
            { slice: 0, first: 0, last: 5 },
            { slice: 1, first: 0, last: 5 },
          ],
        ],
      ]),
    );
  });

  it('reach from the first voxel of a label to its last, over others between', () => {
    const labels = mapOf([4, 1, 2], (at) => [0, 2, 1, 2, 0, 0, 1, 0][at] ?? 0);
    expect(findExtents(labels)).toEqual(
      new Map([
        [2, [{ slice: 0, first: 1, last: 3 }]],
        [
          1,
          [
            { slice: 0, first: 2, last: 2 },
            { slice: 1, first: 2, last: 2 },
          ],
        ],
      ]),
    );
  });

  it('of nothing are none', () => {
    expect(findExtents(mapOf([4, 3, 2], () => 0)).size).toBe(0);
  });
});

describe('packed frames', () => {
  it('go on across batches as if there were none', () => {
    const size: Size = [1021, 1027, 19];
    const frameVoxels = size[0] * size[1]; // not a multiple of 8, and eight of them make a batch
    const labels = mapOf(size, (at) => (at % 7919 < 3 ? 1 : 0));
    const frames = framesOf(labels);
    const batches = [...packFrames(labels, frames)];
    expect(batches.length).toBeGreaterThan(2);
    const bytes = Buffer.concat(batches);
    expect([frames.length, bytes.length]).toEqual([19, packedBytes(19, frameVoxels)]);
    let wrong = 0;
    for (let at = 0; at < labels.voxels.length; at++) {
      const bit = ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
      if (bit !== labels.voxels[at]) wrong++;
    }
    expect(wrong).toBe(0);
  });

  it.each([
    [1, 1, 2],
    [3, 5, 2],
    [16, 1, 2],
    [17, 1, 4],
    [4, 8, 4],
  ])('%d frames of %d voxels have %d bytes', (count, voxels, bytes) => {
    expect(packedBytes(count, voxels)).toBe(bytes);
    const labels = mapOf([voxels, 1, count], () => 1);
    expect(Buffer.concat([...packFrames(labels, framesOf(labels))])).toHaveLength(bytes);
  });
});
