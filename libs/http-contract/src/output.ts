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
