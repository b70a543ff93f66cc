import { allocateScores } from './allocate-scores.js';
import {
  channelOf,
  makeVolume,
  voxelCount,
  type AxisNumber,
  type Grid,
  type Size,
  type Volume,
  type Voxels,
} from '@aiaa/volume';
import { makeTensor, type Tensor } from './tensor.js';

/**
 * The order of a tensor's three spatial axes, outermost first; the last letter varies fastest. MONAI's arrays
 * are `XYZ`, a NIfTI file's own bytes are `ZYX`. This file alone permutes axes.
 */
export const AXIS_ORDERS = ['XYZ', 'XZY', 'YXZ', 'YZX', 'ZXY', 'ZYX'] as const;

export type AxisOrder = (typeof AXIS_ORDERS)[number];

const VOLUME_AXES: Readonly<Record<AxisOrder, readonly [AxisNumber, AxisNumber, AxisNumber]>> = {
  XYZ: [0, 1, 2],
  XZY: [0, 2, 1],
  YXZ: [1, 0, 2],
  YZX: [1, 2, 0],
  ZXY: [2, 0, 1],
  ZYX: [2, 1, 0],
};

/**
 * The same order of x and y with z outermost: where an axis of length 1 stands changes nothing about a slice's numbers,
 * and so each slice is one block of memory.
 */
export function slicesFirst(order: AxisOrder): AxisOrder {
  return order.indexOf('X') < order.indexOf('Y') ? 'ZXY' : 'ZYX';
}

/** A tensor [n, C, 1, a, b] of a `slicesFirst` order as the [n, C, a, b] that a network of slices takes. */
export function asSlice({ data, dims: [batch, channels, , a, b] }: Tensor): Tensor {
  return makeTensor([batch, channels, a, b], data);
}

/** What lies along x, y and z, for the axes of a tensor, the fastest first as a Size has it. */
export function inTensorOrder(along: readonly [number, number, number], order: AxisOrder): Size {
  const [a, b, c] = VOLUME_AXES[order];
  return [along[c], along[b], along[a]];
}

/** A whole volume, all channels, as a tensor [1, C, a, b, c] of this order. */
export function toTensorOrder(volume: Volume<'float32'>, order: AxisOrder): Tensor {
  const { size, channels, voxels } = volume;
  const data = new Float32Array(voxels.length);
  const count = voxelCount(size);
  for (let channel = 0; channel < channels; channel++) {
    const inTensor = data.subarray(channel * count, (channel + 1) * count);
    transpose({ inVolume: channelOf(volume, channel), inTensor, to: 'tensor' }, size, order);
  }
  const [c, b, a] = inTensorOrder(size, order);
  return makeTensor([1, channels, a, b, c], data);
}

/** Where a tensor becomes a volume again. */
export interface VolumePlace {
  readonly grid: Grid;
  /** Memory for one channel that nobody needs any more; allocated when absent. */
  readonly spare?: Float32Array;
}

/**
 * A tensor [1, C, a, b, c] of this order as a volume on the grid whose voxels it holds. The volume takes over the
 * tensor's memory: scores are the largest thing a request holds, and a second copy of them would double its peak.
 * @throws LimitExceeded when memory runs out.
 */
export function fromTensorOrder(
  { data, dims }: Tensor,
  order: AxisOrder,
  { grid, spare }: VolumePlace,
): Volume<'float32'> {
  const { size, affine } = grid;
  const channels = dims[1];
  // A Float32Array's type also says whether threads share its memory; a volume does not mind.
  const volumeOf = (voxels: Float32Array) =>
    makeVolume<'float32'>({ voxels: voxels as Voxels<'float32'>, size, affine, channels });
  if (order === 'ZYX') return volumeOf(data);
  const count = voxelCount(size);
  const copy = spare ?? allocateScores(count, 1);
  if (channels === 1 && spare === undefined) {
    transpose({ inVolume: copy, inTensor: data, to: 'volume' }, size, order);
    return volumeOf(copy); // one channel need not go back to where it came from
  }
  for (let channel = 0; channel < channels; channel++) {
    const inVolume = data.subarray(channel * count, (channel + 1) * count);
    copy.set(inVolume);
    transpose({ inVolume, inTensor: copy, to: 'volume' }, size, order);
  }
  return volumeOf(data);
}

/** One channel in both orders; `to` says which of the two is written. */
interface Channel {
  readonly inVolume: Float32Array;
  readonly inTensor: Float32Array;
  readonly to: 'tensor' | 'volume';
}

/** Float32 values in a cache line of 64 bytes: both sides of a transpose then stay in the first-level cache. */
const LINE = 16;

function transpose({ inVolume, inTensor, to }: Channel, size: Size, order: AxisOrder): void {
  const [a, b, fast] = VOLUME_AXES[order];
  if (a === 2 && b === 1) {
    if (to === 'tensor') inTensor.set(inVolume);
    else inVolume.set(inTensor);
    return;
  }
  const volumeStride = [1, size[0], size[0] * size[1]];
  const tensorStride = [0, 0, 0];
  [tensorStride[a], tensorStride[b], tensorStride[fast]] = [size[b] * size[fast], size[fast], 1];
  // Rows along the tensor's fast axis, in blocks, for neighbours along x: short runs on both sides.
  // The innermost loop goes along what is written: to scatter takes twice as long as to gather.
  const [outer, inner] = fast === 0 ? [a, b] : a === 0 ? [b, 0] : [a, 0];
  const block = fast === 0 ? size[0] : LINE;
  const step = volumeStride[fast];
  const bySlice = to === 'tensor' && outer === 2;
  for (let o = 0; o < size[outer]; o++) {
    if (bySlice && isZero(inVolume.subarray(o * volumeStride[2], (o + 1) * volumeStride[2]))) continue;
    for (let start = 0; start < size[fast]; start += block) {
      const length = Math.min(block, size[fast] - start);
      const t = o * tensorStride[outer] + start;
      const v = o * volumeStride[outer] + start * step;
      if (to === 'volume' && fast !== 0) {
        gatherRows({ inVolume, inTensor }, { t, v, step, length }, [size[inner], tensorStride[inner]]);
        continue;
      }
      for (let i = 0; i < size[inner]; i++) {
        const tensor = t + i * tensorStride[inner];
        const volume = v + i * volumeStride[inner];
        if (to === 'tensor')
          for (let at = 0; at < length; at++) inTensor[tensor + at] = inVolume[volume + at * step];
        else for (let at = 0; at < length; at++) inVolume[volume + at] = inTensor[tensor + at];
      }
    }
  }
}

interface Rows {
  /** Where the first begins in the tensor, and in the volume. */
  readonly t: number;
  readonly v: number;
  /** From row to row in the volume; in the tensor they lie side by side. */
  readonly step: number;
  readonly length: number;
}

/** Rows along x of a volume, so many voxels each, from a tensor in which those lie a stride apart. */
function gatherRows(
  { inVolume, inTensor }: Pick<Channel, 'inVolume' | 'inTensor'>,
  { t, v, step, length }: Rows,
  [width, stride]: readonly [number, number],
): void {
  for (let first = 0; first < width; first += LINE) {
    const end = Math.min(first + LINE, width);
    for (let row = 0; row < length; row++) {
      let from = t + row + first * stride;
      for (let x = first; x < end; x++, from += stride) inVolume[v + row * step + x] = inTensor[from];
    }
  }
}

/** A slice that stays as it is in a fresh tensor: channels of clicks have few that do not. */
function isZero({ buffer, byteOffset, length }: Float32Array): boolean {
  const bits = new Int32Array(buffer, byteOffset, length);
  let at = 0;
  while (at < length && bits[at] === 0) at++;
  return at === length;
}
