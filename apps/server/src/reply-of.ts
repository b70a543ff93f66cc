import { maskOf, type AnnotationResult } from '@aiaa/annotator';
import { encodeClassification, encodeMask } from '@aiaa/http-contract';
import type { Reply } from './multipart/send.js';

/** What a model has answered, as clients are told it. @throws BrokenInvariant for what no model answers */
export function replyOf(result: AnnotationResult): Reply {
  if (result.kind === 'classification') return { params: encodeClassification(result) };
  const mask = maskOf(result);
  return { params: encodeMask(mask), file: mask.file };
}
