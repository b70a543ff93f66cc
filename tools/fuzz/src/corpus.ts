import type { Kind, Seed } from './seed.js';
import { dicomSeeds } from './seeds/dicom-seeds.js';
import { jpegSeeds } from './seeds/jpeg-seeds.js';
import { metaImageSeeds } from './seeds/metaimage-seeds.js';
import { channelSeeds, gzipSeeds, niftiSeeds, pairSeeds } from './seeds/nifti-seeds.js';
import { nrrdSeeds } from './seeds/nrrd-seeds.js';
import { pngSeeds } from './seeds/png-seeds.js';
import { seriesSeeds } from './seeds/series-seeds.js';
import { zipSeeds } from './seeds/zip-seeds.js';

export type Corpus = Readonly<Record<Kind, readonly Seed[]>>;

/** Sound inputs of every kind. */
export const corpus = (): Corpus => ({
  nifti: niftiSeeds(),
  pair: pairSeeds(),
  nrrd: nrrdSeeds(),
  metaimage: metaImageSeeds(),
  png: pngSeeds(),
  jpeg: jpegSeeds(),
  gzip: gzipSeeds(),
  zip: zipSeeds(),
  channels: channelSeeds(),
  dicom: dicomSeeds(),
  series: seriesSeeds(),
});
