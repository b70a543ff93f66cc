export const MODEL_TYPES = [
  'segmentation',
  'annotation',
  'deepgrow',
  'classification',
  'others',
  'pipeline',
] as const;

export type ModelType = (typeof MODEL_TYPES)[number];

/** What a user is told of a model: label value i of its masks is `labels[i - 1]`. */
export interface ModelSummary {
  readonly name: string;
  readonly type: ModelType;
  readonly labels: readonly string[];
  readonly description: string;
  readonly version: string;
  /** What the config adds for clients, such as `deepgrow`, `padding` and `roi`. */
  readonly extra: Readonly<Record<string, unknown>>;
}
