import type { ModelType } from '@aiaa/annotator';
import type { AxisOrder, SlidingWindowOptions } from '@aiaa/inference';
import type { Decision, LabelTransformSpec, TransformSpec } from '@aiaa/transforms';

/** What a model is and how it runs, in our own words, whatever generation of config told it. */
export interface ModelConfig {
  readonly type: ModelType;
  /** Label value i of a mask is `labels[i - 1]`. */
  readonly labels: readonly string[];
  readonly description: string;
  readonly version: string;
  /** Passed on to clients in the model list, such as `deepgrow`, `padding` and `roi`. */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly pre: readonly TransformSpec[];
  readonly inference: InferenceSpec;
  readonly post: readonly PostSpec[];
}

export interface InferenceSpec {
  /** Name of the network's input and output; absent where it has only one. */
  readonly inputNode?: string;
  readonly outputNode?: string;
  readonly inferer: InfererSpec;
}

export type InfererSpec =
  | { readonly kind: 'simple'; readonly axisOrder: AxisOrder }
  | ({ readonly kind: 'sliding-window' } & SlidingWindowOptions);

/** One step from the network's scores to the mask; their order in the config decides how the mask goes home. */
export type PostSpec =
  | { readonly kind: 'activation'; readonly function: 'softmax' | 'sigmoid' }
  | { readonly kind: 'discretise'; readonly decide: Decision }
  /** `resize`: labels by MONAI's nearest Resize, as Restored does. `nearest`: by affine, as Invertd does. */
  | { readonly kind: 'restore'; readonly rule: 'resize' | 'nearest' }
  /** Tidies the labels, on the network's grid where it comes before the restoring step, else on the image's. */
  | { readonly kind: 'clean'; readonly transform: LabelTransformSpec };
