import { malformedRequest } from './malformed-request.js';
import type { ModelType } from './model-summary.js';
import type { ModelRequest } from './requests.js';

type Kind = ModelRequest['kind'];

/**
 * Which models can do what. MITK segments with models of type segmentation alone; Slicer sends everything but extreme
 * points as an inference, and offers pipelines for segmentation and for clicks.
 */
const SERVED_BY: Readonly<Record<Kind, readonly ModelType[]>> = {
  segmentation: ['segmentation', 'others', 'pipeline'],
  dextr3d: ['annotation'],
  deepgrow: ['deepgrow', 'pipeline'],
  inference: ['segmentation', 'annotation', 'deepgrow', 'classification', 'others', 'pipeline'],
};

/** Whether models of this type ever answer such a request. */
export const serves = (kind: Kind, type: ModelType): boolean => SERVED_BY[kind].includes(type);

/** Refuses a request that this type of model never answers. @throws AnnotationFailed `MalformedRequest` */
export function assertServes(kind: Kind, model: { readonly name: string; readonly type: ModelType }): void {
  if (serves(kind, model.type)) return;
  const better = KINDS.filter((other) => serves(other, model.type)).join(' or ');
  throw malformedRequest(
    `Model ${model.name} is of type ${model.type}, which is not for ${kind}: ask for ${better}.`,
  );
}

const KINDS: readonly Kind[] = ['segmentation', 'dextr3d', 'deepgrow', 'inference'];
