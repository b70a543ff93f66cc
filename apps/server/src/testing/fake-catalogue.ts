import { AnnotationFailed, type ModelReference, type ModelSummary } from '@aiaa/annotator';
import type { ModelCatalogue } from '../model-catalogue.js';

export const SPLEEN: ModelSummary = {
  name: 'clara_ct_seg_spleen_amp',
  type: 'segmentation',
  labels: ['spleen'],
  description: 'A spleen in CT',
  version: '3',
  extra: {},
};

export const CLICKS: ModelSummary = {
  name: 'clara_deepgrow',
  type: 'deepgrow',
  labels: [],
  description: 'Anything, by clicks',
  version: '3',
  extra: { deepgrow: '3D', version: 7, padding: null },
};

const modelOf = (name: string, type: ModelSummary['type']): ModelSummary => ({
  name,
  type,
  labels: [],
  description: '',
  version: '1',
  extra: {},
});

export const POINTS = modelOf('clara_ct_annotation_spleen_amp', 'annotation');

export const VIEWS = modelOf('xray_views', 'classification');

export const OTHER = modelOf('my_model', 'others');

export const PIPELINE = modelOf('clara_pipeline', 'pipeline');

/** A catalogue with a model of each type. */
export const fakeCatalogue = (
  summaries: readonly ModelSummary[] = [SPLEEN, CLICKS, POINTS, VIEWS, OTHER, PIPELINE],
): ModelCatalogue => {
  const get = (name: string): ModelReference => {
    if (summaries.some((model) => model.name === name))
      return { name, revision: 'r1', folder: `/models/${name}` };
    throw new AnnotationFailed({ tag: 'ModelNotFound', message: `There is no model "${name}".` });
  };
  return { list: () => summaries, get, lend: async (name, work) => work(get(name)) };
};
