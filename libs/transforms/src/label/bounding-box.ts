import { UnfitImage, voxelIndex, type Box, type Volume } from '@aiaa/volume';

/**
 * The smallest box around every voxel above 0, in any of these channels, where -1 is the last; the empty box at the
 * origin when there is none.
 * @throws UnfitImage when the volume has no such channel.
 */
export function boundingBox(
  volume: Volume,
  channels: readonly number[] = [...Array(volume.channels).keys()],
): Box {
  const { voxels, size } = volume;
  const [width, height, depth] = size;
  const low = [width, height, depth];
  const high = [-1, -1, -1];
  for (const channel of channels) {
    let at = placeOf(channel, volume) * width * height * depth;
    for (let row = 0; row < height * depth; row++, at += width) {
      let first = 0;
      while (first < width && !(voxels[at + first] > 0)) first++;
      if (first === width) continue;
      let last = width - 1;
      while (!(voxels[at + last] > 0)) last--;
      widen(low, high, [first, row % height, Math.floor(row / height)]);
      widen(low, high, [last, row % height, Math.floor(row / height)]);
    }
  }
  if (high[0] < 0) return { min: voxelIndex(0, 0, 0), max: voxelIndex(0, 0, 0) };
  return { min: voxelIndex(low[0], low[1], low[2]), max: voxelIndex(high[0] + 1, high[1] + 1, high[2] + 1) };
}

function placeOf(channel: number, { channels }: Volume): number {
  const place = channel < 0 ? channel + channels : channel;
  if (place >= 0 && place < channels) return place;
  throw new UnfitImage(`The foreground is sought in channel ${channel}, and the image has ${channels}.`);
}

function widen(low: number[], high: number[], voxel: readonly number[]): void {
  for (let axis = 0; axis < 3; axis++) {
    low[axis] = Math.min(low[axis], voxel[axis]);
    high[axis] = Math.max(high[axis], voxel[axis]);
  }
}
