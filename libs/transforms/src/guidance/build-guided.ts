import { buildTransform } from '../build.js';
import { addExtremePointsChannel } from './add-extreme-points-channel.js';
import { addGuidanceSignal } from './add-guidance-signal.js';
import { cropExtremePoints } from './crop-extreme-points.js';
import { cropGuidance } from './crop-guidance.js';
import { fetchSlice } from './fetch-slice.js';
import { guidedChain } from './guided-chain.js';
import type { GuidanceArgs, GuidanceKind, GuidanceSpec, GuidedSpec } from './guidance-spec.js';
import type { GuidedTransform } from './guided-step.js';
import { withGuidance } from './with-guidance.js';

/** Total: a kind without a builder does not compile. */
const BUILDERS: { readonly [Kind in GuidanceKind]: (args: GuidanceArgs[Kind]) => GuidedTransform } = {
  'fetch-slice': () => fetchSlice,
  'crop-guidance': cropGuidance,
  'crop-extreme-points': cropExtremePoints,
  'add-guidance-signal': addGuidanceSignal,
  'add-extreme-points-channel': addExtremePointsChannel,
};

/** One guided transform for several specs, in their order. */
export const buildGuided = (specs: readonly GuidedSpec[]): GuidedTransform =>
  guidedChain(specs.map((spec) => (looksAtClicks(spec) ? build(spec) : withGuidance(buildTransform(spec)))));

/** Whether a step does something else for other clicks; whatever comes before it can be kept for the next ones. */
export const looksAtClicks = (spec: GuidedSpec): spec is GuidanceSpec => Object.hasOwn(BUILDERS, spec.kind);

const build = <K extends GuidanceKind>(spec: GuidanceSpec<K>): GuidedTransform => BUILDERS[spec.kind](spec);
