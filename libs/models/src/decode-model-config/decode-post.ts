import type { PostSpec } from '../model-config.js';
import { decodeTransforms } from './decode-transforms.js';
import type { JsonCursor } from './json-cursor.js';
import { POST_TRANSFORMS } from './post-transforms.js';

/**
 * What happens after the network.
 * @throws MalformedModelConfig when labels are to be tidied before the step that decides them.
 */
export function decodePost(transforms: JsonCursor): readonly PostSpec[] {
  const post = decodeTransforms(transforms, POST_TRANSFORMS);
  const decideAt = post.findIndex(({ kind }) => kind === 'discretise');
  const early = post.slice(0, Math.max(decideAt, 0)).find(({ kind }) => kind === 'clean');
  if (early?.kind === 'clean') {
    transforms.reject(
      `${early.transform.kind} works on labels, and stands before the step that decides them; name it after that.`,
    );
  }
  return post;
}
