import { makeReadJpeg } from './make-read-jpeg.js';

/** Reads a JPEG with sharp (libjpeg), which is loaded when the first one comes. */
export const readJpeg = makeReadJpeg(async () => (await import('sharp')).default);
