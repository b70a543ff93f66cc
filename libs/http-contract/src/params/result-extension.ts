import { RESULT_EXTENSIONS, type ResultExtension } from '@aiaa/annotator';

/** The extension that a client means: with the dot or without, in any case. */
export function findExtension(text: string): ResultExtension | undefined {
  const suffix = `.${text.toLowerCase().replace(/^\./, '')}`;
  return RESULT_EXTENSIONS.find((extension) => extension === suffix);
}
