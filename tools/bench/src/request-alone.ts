import { dirname, join } from 'node:path';
import { makeAnnotator } from '@aiaa/annotation';
import { ownPeakKibibytes } from './own-peak.js';

// A process that segments the `ct.nii.gz` beside a model's folder with that model, or nothing, and says what memory it
// needed at most, in KiB.
const [folder] = process.argv.slice(2);
if (folder !== undefined) {
  const annotator = makeAnnotator();
  await annotator.annotate(
    {
      kind: 'segmentation',
      model: { name: 'five', revision: '1', folder },
      images: [{ path: join(dirname(folder), 'ct.nii.gz'), name: 'ct.nii.gz' }],
      result: { extension: '.nii.gz', compress: true },
      resultFolder: folder,
    },
    { signal: new AbortController().signal, report: () => undefined },
  );
  await annotator.close();
}
process.stdout.write(ownPeakKibibytes());
