import {
  affineColumn,
  affineFromColumns,
  boxOfSize,
  boxSize,
  channelOf,
  makeVolume,
  voxelCount,
  type AxisNumber,
  type Box,
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

export type SpatialDims = readonly [number, number, number];

/** What a window reads where it sticks out of the volume: a value, or the nearest voxel (MONAI, numpy `edge`). */
export type Outside = { readonly mode: 'constant'; readonly cval: number } | { readonly mode: 'replicate' };

/** The lengths of a tensor's spatial axes for a window of this size. */
export function spatialDims(size: Size, order: AxisOrder): SpatialDims {
  const [a, b, c] = VOLUME_AXES[order];
  return [size[a], size[b], size[c]];
}

/** The window of a volume, all channels, as a tensor [1, C, a, b, c]. The window may stick out of the volume. */
export function cutWindow(
  volume: Volume<'float32'>,
  window: Box,
  order: AxisOrder,
  outside: Outside,
): Tensor {
  const dims = spatialDims(boxSize(window), order);
  return makeTensor([1, volume.channels, ...dims], cutValues(volume, window, order, outside));
}

function cutValues(
  volume: Volume<'float32'>,
  window: Box,
  order: AxisOrder,
  outside: Outside,
): Voxels<'float32'> {
  const { size, channels } = volume;
  const count = voxelCount(boxSize(window));
  const data = new Float32Array(channels * count);
  if (outside.mode === 'constant' && outside.cval !== 0) data.fill(outside.cval);
  const walk = planWalk(size, window, order, outside.mode === 'replicate');
  for (let channel = 0; channel < channels; channel++) {
    const source = channelOf(volume, channel);
    const target = data.subarray(channel * count, (channel + 1) * count);
    const { offsets, inRuns } = walk.fast;
    forEachRun(walk, (inTensor, inVolume, from, to) => {
      if (inRuns) {
        const start = inVolume + offsets[from];
        target.set(source.subarray(start, start + to - from), inTensor + from);
      } else for (let at = from; at < to; at++) target[inTensor + at] = source[inVolume + offsets[at]];
    });
  }
  return data;
}

/**
 * The same volume with its axes renamed so that its memory is in tensor order: cut in `ZYX`, any window of it
 * is a tensor of `order`, made of plain runs. The inverse of `fromTensorOrder`.
 */
export function toTensorOrder(volume: Volume<'float32'>, order: AxisOrder): Volume<'float32'> {
  const { size, affine, channels } = volume;
  const voxels = cutValues(volume, boxOfSize(size), order, { mode: 'replicate' });
  const [a, b, c] = VOLUME_AXES[order];
  const columns = [affineColumn(affine, c), affineColumn(affine, b), affineColumn(affine, a)] as const;
  return makeVolume({
    voxels,
    size: inTensorOrder(size, order),
    channels,
    affine: affineFromColumns(columns, affineColumn(affine, 3)),
  });
}

/** What lies along x, y and z, for the axes that `toTensorOrder` gives a volume. */
export function inTensorOrder([x, y, z]: Size, order: AxisOrder): Size {
  const along = [x, y, z];
  const [a, b, c] = VOLUME_AXES[order];
  return [along[c], along[b], along[a]];
}

/** A volume whose memory is in tensor order, back on the grid of the volume that it was made from. */
export function fromTensorOrder(turned: Volume<'float32'>, order: AxisOrder, grid: Grid): Volume<'float32'> {
  const { size, affine } = grid;
  const { channels } = turned;
  const voxels = new Float32Array(turned.voxels.length);
  const count = voxelCount(size);
  for (let channel = 0; channel < channels; channel++) {
    const target = voxels.subarray(channel * count, (channel + 1) * count);
    addWindow(target, size, { values: channelOf(turned, channel), window: boxOfSize(size), order });
  }
  return makeVolume({ voxels, size, affine, channels });
}

export interface WindowValues {
  /** One channel of a window in tensor order. */
  readonly values: Float32Array;
  /** What each value counts, in the same order; absent: 1. */
  readonly weights?: Float32Array;
  readonly window: Box;
  readonly order: AxisOrder;
}

/** Adds a window's values to one channel of a volume of this size; what sticks out is dropped. */
export function addWindow(
  target: Float32Array,
  size: Size,
  { values, weights, window, order }: WindowValues,
): void {
  const walk = planWalk(size, window, order, false);
  const { offsets, inRuns } = walk.fast;
  forEachRun(walk, (inTensor, inVolume, from, to) => {
    if (inRuns) {
      addRun(target, inVolume + offsets[from], { values, weights, from: inTensor + from, to: inTensor + to });
    } else if (weights === undefined) {
      for (let at = from; at < to; at++) target[inVolume + offsets[at]] += values[inTensor + at];
    } else {
      for (let at = from; at < to; at++) {
        target[inVolume + offsets[at]] += weights[inTensor + at] * values[inTensor + at];
      }
    }
  });
}

interface Run {
  readonly values: Float32Array;
  readonly weights: Float32Array | undefined;
  readonly from: number;
  readonly to: number;
}

/** Values that lie side by side in the volume as they do in the tensor. */
function addRun(target: Float32Array, start: number, { values, weights, from, to }: Run): void {
  const shift = start - from;
  if (weights === undefined) {
    for (let at = from; at < to; at++) target[at + shift] += values[at];
  } else {
    for (let at = from; at < to; at++) target[at + shift] += weights[at] * values[at];
  }
}

const VOLUME_AXES: Readonly<Record<AxisOrder, readonly [AxisNumber, AxisNumber, AxisNumber]>> = {
  XYZ: [0, 1, 2],
  XZY: [0, 2, 1],
  YXZ: [1, 0, 2],
  YZX: [1, 2, 0],
  ZXY: [2, 0, 1],
  ZYX: [2, 1, 0],
};

/** One axis of a window: which positions to visit, and where each lies in the tensor and in the volume. */
interface AxisWalk {
  readonly from: number;
  readonly to: number;
  readonly stride: number;
  readonly offsets: Int32Array;
  /** Whether neighbours along this axis are neighbours in the volume's memory. */
  readonly inRuns: boolean;
}

/** `fast` is the tensor's last axis; `inner` is x, the volume's fastest, unless that is the fast one already. */
interface Walk {
  readonly outer: AxisWalk;
  readonly inner: AxisWalk;
  readonly fast: AxisWalk;
  readonly block: number;
}

/** Float32 values in a cache line of 64 bytes: both sides of a transpose then stay in the first-level cache. */
const LINE = 16;

function planWalk(size: Size, window: Box, order: AxisOrder, replicate: boolean): Walk {
  const [a, b, c] = VOLUME_AXES[order];
  const length = boxSize(window);
  const axisWalk = (axis: AxisNumber, stride: number): AxisWalk => {
    const start = window.min[axis];
    const step = axis === 0 ? 1 : axis === 1 ? size[0] : size[0] * size[1];
    const offsets = Int32Array.from(
      { length: length[axis] },
      (_, at) => step * clamp(start + at, size[axis]),
    );
    const [low, high] = [Math.max(-start, 0), Math.min(length[axis], size[axis] - start)];
    const sticksOut = low > 0 || high < length[axis];
    const inRuns = step === 1 && !(replicate && sticksOut);
    return {
      ...(replicate ? { from: 0, to: length[axis] } : { from: low, to: high }),
      stride,
      offsets,
      inRuns,
    };
  };
  const first = axisWalk(a, length[b] * length[c]);
  const second = axisWalk(b, length[c]);
  const fast = axisWalk(c, 1);
  const [outer, inner] = a === 0 ? [second, first] : [first, second];
  return { outer, inner, fast, block: c === 0 ? length[0] : LINE };
}

const clamp = (at: number, length: number): number => Math.min(Math.max(at, 0), length - 1);

type VisitRun = (inTensor: number, inVolume: number, from: number, to: number) => void;

/** Calls `visit` for short runs along the fast axis, blocked so that a transpose reads whole cache lines. */
function forEachRun({ outer, inner, fast, block }: Walk, visit: VisitRun): void {
  for (let o = outer.from; o < outer.to; o++) {
    for (let start = fast.from; start < fast.to; start += block) {
      const end = Math.min(start + block, fast.to);
      for (let i = inner.from; i < inner.to; i++) {
        visit(o * outer.stride + i * inner.stride, outer.offsets[o] + inner.offsets[i], start, end);
      }
    }
  }
}
