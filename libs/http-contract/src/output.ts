import type { ModelSummary } from '@aiaa/annotator';
import { MalformedRequest } from './errors/malformed-request.js';

/** What an answer consists of: the raw file, the params object, or both as multipart. */
export type Output = 'file' | 'params' | 'multipart';

const OUTPUTS: ReadonlyMap<string, Output> = new Map([
  ['image', 'file'],
  ['result', 'params'],
  ['results', 'params'],
  ['json', 'params'],
  ['all', 'multipart'],
]);

/**
 * Chooses by the `output` argument alone, multipart unless it names another. `Accept` is never consulted:
 * the browser clients send `multipart/form-data` there while they ask for the raw file.
 */
export const decodeOutput = (text: string | undefined): Output =>
  OUTPUTS.get(text?.toLowerCase() ?? '') ?? 'multipart';

/**
 * Refuses, before any work is done, to answer with the file of a model that makes none.
 * @throws MalformedRequest
 */
export function assertOutput(output: Output, { name, type }: Pick<ModelSummary, 'name' | 'type'>): void {
  if (output === 'file' && type === 'classification') throw noResultFile(name);
}

/** Refuses to answer with a file where a result turns out to have none. */
export const noResultFile = (model?: string): MalformedRequest =>
  new MalformedRequest(
    `The answer${model === undefined ? '' : ` of "${model}"`} is JSON and has no image: ask with output=json, or without output.`,
  );
