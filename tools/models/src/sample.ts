import { fileURLToPath } from 'node:url';
import { writeImage } from '@aiaa/imaging-io';
import { ctPhantom } from './ct-phantom.js';

/** Where the bundled sample lies. */
export const SAMPLE_PATH = fileURLToPath(
  new URL('../../../apps/server/sample/ct_phantom.nii.gz', import.meta.url),
);

/** The sample is committed, so it is packed as small as zlib can. */
export const writeSample = (path: string): Promise<void> => writeImage(path, ctPhantom(), { level: 9 });
