import type { ImageRequest } from '@aiaa/annotator';
import type { Session } from '@aiaa/sessions';
import type { Upload } from './multipart/receive.js';

/** The image that a request is about: its session's, whatever came beside it, else the one that came. */
export const requestedImage = (
  session: Session | undefined,
  { images }: Upload,
): Pick<ImageRequest, 'images' | 'session'> =>
  session === undefined ? { images } : { images: session.files, session: session.id };
