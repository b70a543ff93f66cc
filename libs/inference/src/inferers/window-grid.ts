import { voxelIndex, type Box, type Size } from '@aiaa/volume';

/** The windows that cover a volume. They may stick out where the volume is smaller than the window. */
export interface WindowGrid {
  readonly windowSize: Size;
  readonly total: number;
  /** In memory's order, x first; made one at a time, since a small window on a large volume makes millions. */
  windows(): Generator<Box>;
}

/** @param roi the window's size; 0 or less on an axis stands for the whole axis. */
export function windowGrid(size: Size, roi: Size, overlap: number): WindowGrid {
  const windowSize: Size = [
    roi[0] > 0 ? roi[0] : size[0],
    roi[1] > 0 ? roi[1] : size[1],
    roi[2] > 0 ? roi[2] : size[2],
  ];
  const [xs, ys, zs] = [0, 1, 2].map((axis) => windowStarts(size[axis], windowSize[axis], overlap));
  return {
    windowSize,
    total: xs.length * ys.length * zs.length,
    *windows() {
      for (const z of zs) {
        for (const y of ys) {
          for (const x of xs) {
            yield {
              min: voxelIndex(x, y, z),
              max: voxelIndex(x + windowSize[0], y + windowSize[1], z + windowSize[2]),
            };
          }
        }
      }
    },
  };
}

/**
 * Where windows start along one axis (MONAI `sliding_window_inference`): every trunc(window * (1 - overlap))
 * voxels, at least 1, the last moved back to end with the axis. A shorter axis is padded on both sides, the
 * odd voxel above, so that its only window starts below 0.
 */
export function windowStarts(length: number, window: number, overlap: number): readonly number[] {
  if (length <= window) return [0 - Math.floor((window - length) / 2)]; // 0 and not -0
  const interval = Math.max(Math.trunc(window * (1 - overlap)), 1);
  const starts = [0];
  for (let start = 0; start + window < length;) {
    start += interval;
    starts.push(Math.min(start, length - window));
  }
  return starts;
}
