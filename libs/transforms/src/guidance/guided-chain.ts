import type { GuidedTransform } from './guided-step.js';

/** Several guided transforms as one, in their order. */
export const guidedChain =
  (transforms: readonly GuidedTransform[]): GuidedTransform =>
  (guided) =>
    transforms.reduce((current, transform) => transform(current), guided);
