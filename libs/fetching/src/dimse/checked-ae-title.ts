import { malformedRequest } from '@aiaa/annotator';

/**
 * An AE title without the spaces around it (PS3.5, 6.2: VR AE).
 * @param what of whom, for the sentence
 * @throws AnnotationFailed (MalformedRequest) for what is none
 */
export function checkedAeTitle(text: string, what: string): string {
  const title = text.trim();
  if (/^[\x20-\x5b\x5d-\x7e]{1,16}$/.test(title)) return title;
  throw malformedRequest(`The ${what} AE title must be 1 to 16 ASCII characters without a backslash.`);
}
