import type { ImageRequest, Watch } from '@aiaa/annotator';
import { readImage, type Image, type ReadLimits } from '@aiaa/imaging-io';
import type { WarmCache } from './warm-cache.js';

export interface LoadImageOptions {
  readonly warm: WarmCache;
  readonly limits: Partial<ReadLimits>;
}

/**
 * The image of a request, decoded; that of a session is kept for the requests that follow.
 * @throws whatever `readImage` throws
 */
export async function loadImage(
  { images, session, resultFolder }: ImageRequest,
  { signal, report }: Watch,
  { warm, limits }: LoadImageOptions,
): Promise<Image> {
  const kept = session === undefined ? undefined : warm.image(session);
  if (kept !== undefined) return kept;
  report({ stage: 'reading' });
  const image = await readImage(images, { signal, scratchFolder: resultFolder, limits });
  if (session !== undefined) warm.keepImage(session, image);
  return image;
}
