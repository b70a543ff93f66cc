import type { ModelSummary } from '@aiaa/annotator';
import { encodeExtra } from './model-extra.js';
import { queryText, type Query } from './query.js';

/** What `GET /v1/models` asks for: one model by its name, or those that pass both filters. */
export interface ModelQuery {
  readonly model?: string;
  readonly label?: string;
  readonly type?: string;
}

export function decodeModelQuery(query: Query): ModelQuery {
  const [model, label, type] = ['model', 'label', 'type'].map((name) => queryText(query, name));
  return {
    ...(model === undefined ? {} : { model }),
    ...(label === undefined ? {} : { label }),
    ...(type === undefined ? {} : { type }),
  };
}

/**
 * The models that a label and a type pick, by the C++ client's own matcher: equality without case first, and
 * only where no label equals, one name within the other. MITK asks for the name of whatever layer is active,
 * so a stricter match would empty its lists.
 */
export function matchModels(models: readonly ModelSummary[], query: ModelQuery): readonly ModelSummary[] {
  const type = query.type?.toLowerCase();
  const typed = type === undefined ? models : models.filter((model) => model.type === type);
  const asked = query.label?.toLowerCase();
  if (asked === undefined) return typed;
  const equal = typed.filter((model) => hasLabel(model, (label) => label === asked));
  if (equal.length > 0) return equal;
  return typed.filter((model) => hasLabel(model, (label) => label.includes(asked) || asked.includes(label)));
}

/**
 * A model as clients read it. The C++ client fails on the whole list when one `version` is a number or one
 * `description` is null, so the config's extras can neither override the five names nor be null.
 */
export function encodeModel(model: ModelSummary): Readonly<Record<string, unknown>> {
  const { name, labels, description, version, type } = model;
  const fixed = { name, labels: [...labels], description, version, type };
  return { ...fixed, ...encodeExtra(model), ...fixed };
}

const hasLabel = (model: ModelSummary, matches: (label: string) => boolean): boolean =>
  model.labels.some((label) => label !== '' && matches(label.toLowerCase()));
