import { dtypeOf, allocateVoxels, type Dtype, type Voxels } from '@aiaa/volume';

/** Files hold the channels of a voxel side by side; volumes hold each channel as one block. */
export function separateChannels<D extends Dtype>(interleaved: Voxels<D>, channels: number): Voxels<D> {
  if (channels === 1) return interleaved;
  const count = interleaved.length / channels;
  const blocks = allocateVoxels(dtypeOf<D>(interleaved), interleaved.length);
  for (let channel = 0; channel < channels; channel++) {
    const start = channel * count;
    for (let at = 0, from = channel; at < count; at++, from += channels)
      blocks[start + at] = interleaved[from];
  }
  return blocks;
}

/** The reverse: the channels of each voxel side by side. */
export function interleaveChannels<D extends Dtype>(blocks: Voxels<D>, channels: number): Voxels<D> {
  if (channels === 1) return blocks;
  const count = blocks.length / channels;
  const interleaved = allocateVoxels(dtypeOf<D>(blocks), blocks.length);
  for (let channel = 0; channel < channels; channel++) {
    const start = channel * count;
    for (let at = 0, to = channel; at < count; at++, to += channels) interleaved[to] = blocks[start + at];
  }
  return interleaved;
}
