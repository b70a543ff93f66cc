import { buildChain, buildTransform, type TransformSpec } from '@aiaa/transforms';
import type { Volume } from '@aiaa/volume';

/** The ways to apply transforms: as a chain, or each to the voxels that the one before has left. */
export const WAYS = {
  chain: (specs: readonly TransformSpec[], volume: Volume): Volume => buildChain(specs)(volume).volume,
  'one by one': (specs: readonly TransformSpec[], volume: Volume): Volume =>
    specs.reduce((current, spec) => buildTransform(spec)(current).volume, volume),
} as const;

export type Way = keyof typeof WAYS;
