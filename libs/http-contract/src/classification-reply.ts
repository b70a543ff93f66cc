import type { ClassificationResult } from '@aiaa/annotator';
import { BrokenInvariant } from '@aiaa/volume/errors';

/** More probable than not. Of labels that exclude each other only one can be, of findings any number, or none. */
const PREDICTED = 0.5;

/**
 * The params of a classification. `prediction` lists label names, as the writer for classifications in AIAA's
 * documentation and MONAI Label's ClassificationWriter do. All scores stand beside it, the best first, in a list:
 * an object would put labels such as "10" into an order of its own, and keep only one of two that are called alike.
 *
 * @throws BrokenInvariant for a score that is no number, which JSON cannot say
 */
export function encodeClassification({ scores }: ClassificationResult): Readonly<Record<string, unknown>> {
  const broken = scores.find(({ score }) => !Number.isFinite(score));
  if (broken !== undefined) {
    throw new BrokenInvariant(`The score of "${broken.label}" is ${broken.score}.`);
  }
  return {
    prediction: scores.filter(({ score }) => score >= PREDICTED).map(({ label }) => label),
    scores: scores.map(({ label, score }) => ({ label, score })),
  };
}
