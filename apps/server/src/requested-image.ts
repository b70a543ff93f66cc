import type { ImageRequest } from '@aiaa/annotator';
import type { Session } from '@aiaa/sessions';
import type { Upload } from './multipart/receive.js';

/** The image that a request is about: its session's, whatever came beside it, else the one that came. */
export const requestedImage = (
  session: Session | undefined,
  { images }: Upload,
): Pick<ImageRequest, 'images' | 'instances' | 'session'> => {
  if (session === undefined) return { images };
  const [image, ...instances] = session.files;
  return {
    images: image === undefined ? [] : [image],
    ...(instances.length === 0 ? {} : { instances }),
    session: session.id,
  };
};
