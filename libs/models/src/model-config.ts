import type { ModelType } from '@aiaa/annotator';
import type { Precision, SimpleInfererOptions, SlidingWindowOptions } from '@aiaa/inference';
import type { Decision, GuidedSpec, LabelTransformSpec, TransformSpec } from '@aiaa/transforms';

/** What a model is and how it runs, in our own words, whatever generation of config told it. */
export type ModelConfig = NetworkConfig | PipelineConfig;

interface Description {
  /** Label value i of a mask is `labels[i - 1]`. */
  readonly labels: readonly string[];
  readonly description: string;
  readonly version: string;
  /** Passed on to clients in the model list, such as `deepgrow`, `padding` and `roi`. */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly post: readonly PostSpec[];
}

/** A model that is one network. */
export interface NetworkConfig extends Description {
  readonly type: Exclude<ModelType, 'pipeline'>;
  /** What is done to an image whatever the clicks: for a session it is done once. */
  readonly pre: readonly TransformSpec[];
  /** What is done from there on for each request: from the first step that looks at clicks, or that is not to be kept. */
  readonly guided: readonly GuidedSpec[];
  /** The lists of clicks that the network is shown, by name, in the order of its channels. */
  readonly clickLists: readonly string[];
  readonly inference: InferenceSpec;
}

/** A model that is other models, one after the other, and what is done to their mask. */
export interface PipelineConfig extends Description {
  readonly type: 'pipeline';
  /** `deepgrow`: one of volumes, then one of slices on what that found. `union`: labels of all, the first wins. */
  readonly run: 'deepgrow' | 'union';
  readonly models: readonly string[];
}

export interface InferenceSpec {
  /** Name of the network's input and output; absent where it has only one. */
  readonly inputNode?: string;
  readonly outputNode?: string;
  /** What the network is run in; absent where its file says it. */
  readonly precision?: Precision;
  readonly inferer: InfererSpec;
}

export type InfererSpec =
  | ({ readonly kind: 'simple' } & SimpleInfererOptions)
  | ({ readonly kind: 'sliding-window' } & Partial<SlidingWindowOptions> &
      Pick<SlidingWindowOptions, 'roi' | 'axisOrder'>);

/** One step from the network's scores to the mask; their order in the config decides how the mask goes home. */
export type PostSpec =
  | { readonly kind: 'activation'; readonly function: 'softmax' | 'sigmoid' }
  | { readonly kind: 'discretise'; readonly decide: Decision }
  /**
   * `resize`: labels by MONAI's nearest Resize, as Restored does. `nearest`: by affine, as Invertd does. `guided`:
   * back on the path that the clicks came, as RestoreLabel does. `place`: the label that lies there, in one hop.
   */
  | { readonly kind: 'restore'; readonly rule: 'resize' | 'nearest' | 'guided' | 'place' }
  /** Tidies the labels, on the network's grid where it comes before the restoring step, else on the image's. */
  | { readonly kind: 'clean'; readonly transform: LabelTransformSpec }
  /** Tells the client this of the mask too. */
  | { readonly kind: 'report'; readonly fact: 'box' | 'centroids' };
