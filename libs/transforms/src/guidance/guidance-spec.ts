import type { TransformSpec } from '../transform-spec.js';
import type { ExtremePointsChannelArgs } from './add-extreme-points-channel.js';
import type { GuidanceSignalArgs } from './add-guidance-signal.js';
import type { CropExtremePointsArgs } from './crop-extreme-points.js';
import type { CropGuidanceArgs } from './crop-guidance.js';

/** Every kind of transform that looks at clicks, with its arguments. */
export interface GuidanceArgs {
  readonly 'fetch-slice': object;
  readonly 'crop-guidance': CropGuidanceArgs;
  readonly 'crop-extreme-points': CropExtremePointsArgs;
  readonly 'add-guidance-signal': GuidanceSignalArgs;
  readonly 'add-extreme-points-channel': ExtremePointsChannelArgs;
}

export type GuidanceKind = keyof GuidanceArgs;

/** A transform that looks at clicks, as data. */
export type GuidanceSpec<K extends GuidanceKind = GuidanceKind> = {
  [Kind in K]: { readonly kind: Kind } & GuidanceArgs[Kind];
}[K];

/** One step of a chain that clicks go through: any transform, or one that looks at them. */
export type GuidedSpec = TransformSpec | GuidanceSpec;
