import type { Voxels } from '@aiaa/volume';
import { identityStep, type SpatialTransform } from '../step.js';
import { alongLine, linearValues, type Line } from './linear-values.js';

/** The values that the lowest and the highest voxel get, 0 and 1 by default; or a share to grow all values by. */
export type ScaleIntensityArgs =
  | {
      readonly min?: number;
      readonly max?: number;
      readonly factor?: undefined;
      /** Whether each channel has a lowest and a highest voxel of its own. Default false. */
      readonly channelWise?: boolean;
    }
  | { readonly factor: number; readonly min?: undefined; readonly max?: undefined };

/**
 * Scales the whole range of an image's values to another (MONAI's ScaleIntensity); float32. The values of an
 * image that has only one are multiplied by `min`; with a factor, all are by 1 + factor.
 */
export function scaleIntensity(args: ScaleIntensityArgs = {}): SpatialTransform {
  if (args.factor !== undefined) {
    const line: Line = { ...UNMOVED, scale: 1 + args.factor };
    return (volume) => identityStep(alongLine(volume, line));
  }
  const { min = 0, max = 1, channelWise = false } = args;
  return (volume) =>
    identityStep(linearValues(volume, (values) => lineOf(values, { min, max }), channelWise));
}

const UNMOVED: Line = { subtract: 0, divide: 1, scale: 1, shift: 0 };

function lineOf(values: Voxels, { min, max }: { readonly min: number; readonly max: number }): Line {
  const [lowest, highest] = rangeOf(values);
  if (highest === lowest) return { ...UNMOVED, scale: min };
  return { subtract: lowest, divide: highest - lowest, scale: max - min, shift: min };
}

function rangeOf(voxels: Voxels): readonly [number, number] {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let at = 0; at < voxels.length; at++) {
    const value = voxels[at];
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return [lowest, highest];
}
